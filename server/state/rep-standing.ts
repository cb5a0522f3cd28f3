import type { PauseRow } from "../../db/store/reps.ts";
import type { Rep, RepReason } from "../core/availability/rep.ts";
import { resetWindow } from "../core/route/pools/reset-window.ts";
import type { PeriodLimits } from "../core/slots/meeting-type.ts";
import type { Instant } from "../core/time.ts";

/** Who takes no new leads whatever the calendars say: paused, or with as many leads as the cap allows. */
export interface RepStanding {
  /** Null when the rep may take a new lead now. */
  reason(repId: string, now: Instant): Extract<RepReason, "paused" | "capped"> | null;
  /** Everybody who may not; nobody in most setups. */
  unable(now: Instant): ReadonlyMap<string, RepReason>;
  /** A rep got a lead. */
  took(repId: string, at: Instant): void;
  pause(repId: string): PauseRow | null;
  putPauses(rows: readonly PauseRow[]): void;
  /** Open leads by rep as the store has them. */
  putOpenLeads(rows: readonly { readonly repId: string; readonly count: number }[]): void;
  openLeads(repId: string): number;
  /** Whether the setup counts leads at all: else nothing needs to be read. */
  readonly counts: { readonly caps: boolean; readonly loads: boolean };
  load(setup: StandingSetup, taken: readonly { readonly repId: string; readonly createdAt: Instant }[]): void;
}

export interface StandingSetup {
  readonly reps: readonly Rep[];
  readonly pools: readonly { readonly rotation: string }[];
}

const periods = ["day", "week", "month"] as const;

interface Capped {
  readonly rep: Rep;
  readonly caps: PeriodLimits;
  /** When leads came, oldest first. */
  readonly taken: Instant[];
  /** The current periods; found anew when the first of them ends. */
  windows: { readonly endAt: number; readonly startAt: Readonly<Record<(typeof periods)[number], number>> };
}

function windowsAt({ timeZone }: Rep, now: Instant): Capped["windows"] {
  const all = periods.map((period) => [period, resetWindow(period, now, timeZone)] as const);
  const starts = Object.fromEntries(all.map(([period, { startAt }]) => [period, startAt]));
  return {
    endAt: Math.min(...all.map(([, { endAt }]) => endAt)),
    startAt: { day: starts.day ?? 0, week: starts.week ?? 0, month: starts.month ?? 0 },
  };
}

function isFull(capped: Capped, now: Instant): boolean {
  if (now >= capped.windows.endAt) capped.windows = windowsAt(capped.rep, now);
  const { caps, taken, windows } = capped;
  return periods.some((period) => {
    const most = caps[period];
    if (most === undefined) return false;
    let count = 0;
    for (let i = taken.length - 1; i >= 0 && (taken[i] ?? 0) >= windows.startAt[period]; i--) count++;
    return count >= most;
  });
}

export function createRepStanding(): RepStanding {
  let capped = new Map<string, Capped>();
  let pauses = new Map<string, PauseRow>();
  let open = new Map<string, number>();
  const counts = { caps: false, loads: false };

  const reason = (repId: string, now: Instant) => {
    const pause = pauses.get(repId);
    if (pause !== undefined && (pause.untilAt === undefined || pause.untilAt > now)) return "paused";
    const one = capped.get(repId);
    return one !== undefined && isFull(one, now) ? "capped" : null;
  };

  return {
    reason,
    unable(now) {
      const out = new Map<string, RepReason>();
      for (const repId of [...pauses.keys(), ...capped.keys()]) {
        const why = reason(repId, now);
        if (why !== null) out.set(repId, why);
      }
      return out;
    },
    took(repId, at) {
      capped.get(repId)?.taken.push(at);
      if (counts.loads) open.set(repId, (open.get(repId) ?? 0) + 1);
    },
    pause: (repId) => pauses.get(repId) ?? null,
    putPauses(rows) {
      pauses = new Map(rows.map((row) => [row.repId, row]));
    },
    putOpenLeads(rows) {
      open = new Map(rows.map(({ repId, count }) => [repId, count]));
    },
    openLeads: (repId) => open.get(repId) ?? 0,
    counts,
    load({ reps, pools }, taken) {
      const next = new Map<string, Capped>();
      for (const rep of reps) {
        const caps = rep.caps?.leads;
        if (caps !== undefined)
          next.set(rep.id, { rep, caps, taken: [], windows: { endAt: 0, startAt: { day: 0, week: 0, month: 0 } } });
      }
      for (const { repId, createdAt } of taken.toSorted((a, b) => a.createdAt - b.createdAt))
        next.get(repId)?.taken.push(createdAt);
      capped = next;
      counts.caps = next.size > 0;
      counts.loads = pools.some(({ rotation }) => rotation === "leastLoaded");
    },
  };
}
