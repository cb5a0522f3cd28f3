import type { Instant } from "../time.ts";
import type { LeadEvent } from "./lead-event.ts";
import type { LeadState } from "./lead-state.ts";

/** By what leads are told apart. */
export type ReportBy = "rule" | "pool" | "rep";

/** What became of the leads of one rule, pool or rep. Each count is of leads. */
export interface ReportRow {
  readonly id: string;
  readonly leads: number;
  readonly offered: number;
  readonly booked: number;
  readonly touched: number;
  readonly met: number;
  readonly qualified: number;
  readonly won: number;
  readonly lost: number;
  readonly noShow: number;
  readonly reassigned: number;
  /** Minutes from the answer to the first touch or meeting, of the leads that had one; null when none had. */
  readonly medianMinutesToTouch: number | null;
}

export interface ReportedLead {
  readonly id: string;
  readonly createdAt: Instant;
  readonly outcome: string;
  readonly state: LeadState;
  readonly ruleId?: string;
  readonly poolId?: string;
  readonly repId?: string;
}

/** Measures every rule, pool or rep by what became of its leads; the most leads first. */
export function outcomeReport(leads: readonly ReportedLead[], events: readonly LeadEvent[], by: ReportBy): readonly ReportRow[] {
  const eventsOf = Map.groupBy(events, ({ leadId }) => leadId as string);
  const groups = Map.groupBy(leads, (lead) => idOf(lead, by));
  const rows = [...groups].map(([id, some]) => reportRow(id, some, (lead) => eventsOf.get(lead.id) ?? []));
  return rows.toSorted((a, b) => b.leads - a.leads || a.id.localeCompare(b.id));
}

function idOf({ ruleId, poolId, repId }: ReportedLead, by: ReportBy): string {
  if (by === "rule") return ruleId ?? "catch-all";
  return (by === "pool" ? poolId : repId) ?? "none";
}

function reportRow(
  id: string,
  leads: readonly ReportedLead[],
  eventsOf: (lead: ReportedLead) => readonly LeadEvent[],
): ReportRow {
  const had = (kind: LeadEvent["kind"]): number =>
    leads.filter((lead) => lead.state === kind || eventsOf(lead).some((event) => event.kind === kind)).length;
  const minutes = leads.flatMap((lead) => {
    const first = eventsOf(lead).find(({ kind }) => kind === "touched" || kind === "met");
    return first === undefined ? [] : [(first.at - lead.createdAt) / 60_000];
  });
  return {
    id,
    leads: leads.length,
    offered: leads.filter(({ outcome }) => outcome === "offered").length,
    booked: had("booked"),
    touched: had("touched"),
    met: had("met"),
    qualified: had("qualified"),
    won: had("won"),
    lost: had("lost"),
    noShow: had("no_show"),
    reassigned: had("reassigned"),
    medianMinutesToTouch: median(minutes),
  };
}

function median(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const value = sorted.length % 2 === 1 ? sorted[middle] : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
  return Math.round((value ?? 0) * 10) / 10;
}
