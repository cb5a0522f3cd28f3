import { maskEmail, maskName } from "../receipt/redact.ts";
import type { OutcomeKind } from "../route/decision.ts";
import type { Setup } from "../setup.ts";
import { guardChanges, guardResults, heldGuards } from "./guards.ts";
import type { BacktestReport, Change, ChangedLead, RepLoad, RuleCount, Tally, Went } from "./report.ts";
import { openSimulation, type PastLead, type Simulation } from "./simulation.ts";

/** Two versions side by side over leads that come in their order. Pure; the caller reads the leads, as many at a time as it likes. */
export interface Backtest {
  readonly take: (leads: Iterable<PastLead>) => void;
  readonly report: () => BacktestReport;
}

export function openBacktest(before: Setup, after: Setup): Backtest {
  const [one, two] = [openSimulation(before), openSimulation(after)];
  const [tallyOne, tallyTwo] = [openTally(), openTally()];
  const changes: ChangedLead[] = [];
  const changed: Record<Change, number> = { owner: 0, outcome: 0, rule: 0, wait: 0, turn: 0 };
  let leads = 0;
  return {
    take(past) {
      for (const lead of past) {
        leads += 1;
        const [was, is] = [one.take(lead), two.take(lead)];
        tallyOne.add(was);
        tallyTwo.add(is);
        const differs = changesOf(was, is);
        for (const change of differs) changed[change] += 1;
        if (differs.some((change) => change !== "turn"))
          changes.push({ key: lead.key, who: whoOf(lead), changes: differs, before: was, after: is });
      }
    },
    report() {
      const [first, second] = [tallyOne.read(), tallyTwo.read()];
      return {
        leads,
        before: first,
        after: second,
        changed,
        rules: ruleCounts({ before, after }, tallyOne.rules, tallyTwo.rules),
        reps: repLoads(two, tallyOne.reps, tallyTwo.reps),
        guards: guardResults(heldGuards(before.guards, after.guards), {
          leads,
          tally: second,
          changedOwner: changed.owner,
        }),
        guardChanges: guardChanges(before.guards, after.guards),
        changes,
      };
    },
  };
}

/** The change that matters first. A wait counts when it differs by more than an hour, and not when only the turn did. */
function changesOf(before: Went, after: Went): readonly Change[] {
  const found: Change[] = [];
  const sameWay = before.ruleId === after.ruleId && before.outcome === after.outcome && before.poolId === after.poolId;
  if (before.repId !== after.repId && sameWay && after.poolId !== null) return ["turn"];
  if (before.repId !== after.repId) found.push("owner");
  if (before.outcome !== after.outcome) found.push("outcome");
  if (before.ruleId !== after.ruleId) found.push("rule");
  const [was, is] = [before.waitMinutes, after.waitMinutes];
  if (was !== null && is !== null && Math.abs(was - is) > 60) found.push("wait");
  return found;
}

function whoOf({ subject: { lead } }: PastLead): string {
  const name = maskName(lead);
  const email = lead.email === undefined ? null : maskEmail(lead.email);
  return [name, email].filter((text) => text !== null).join(", ") || "nobody knows";
}

function openTally() {
  const outcomes: Record<OutcomeKind, number> = { offered: 0, redirect: 0, message: 0, disqualified: 0, fallback: 0 };
  const rules = new Map<string | null, number>();
  const reps = new Map<string, number>();
  const waits: number[] = [];
  let catchAll = 0;
  const count = <K>(map: Map<K, number>, key: K): void => void map.set(key, (map.get(key) ?? 0) + 1);
  return {
    rules,
    reps,
    add({ outcome, ruleId, repId, waitMinutes, reason }: Went): void {
      outcomes[outcome] += 1;
      count(rules, ruleId);
      if (repId !== null) count(reps, repId);
      if (waitMinutes !== null) waits.push(waitMinutes);
      if (ruleId === null && !reason.startsWith("did not qualify")) catchAll += 1;
    },
    read(): Tally {
      const sorted = Float64Array.from(waits).toSorted();
      const at = (share: number): number | null => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? null;
      return { outcomes, catchAll, fallback: outcomes.fallback, medianWaitMinutes: at(0.5), slowestTenthWaitMinutes: at(0.9) };
    },
  };
}

type Counts = ReadonlyMap<string | null, number>;

function ruleCounts(
  setups: { readonly before: Setup; readonly after: Setup },
  before: Counts,
  after: Counts,
): readonly RuleCount[] {
  const names = new Map([...setups.before.router.rules, ...setups.after.router.rules].map(({ id, name }) => [id, name]));
  const rows = [...names].map(([id, name]) => ({ id, name, before: before.get(id) ?? 0, after: after.get(id) ?? 0 }));
  return rows.filter((row) => row.before > 0 || row.after > 0);
}

/** Leads of every rep by both versions, and of the newer one how far each is from the fair share of the pools' turns. */
function repLoads(
  { setup, books }: Simulation,
  before: ReadonlyMap<string, number>,
  after: ReadonlyMap<string, number>,
): readonly RepLoad[] {
  const names = new Map(setup.reps.map(({ id, name }) => [id, name]));
  const fair = new Map<string, { turns: number; due: number }>();
  for (const book of books.values()) {
    for (const repId of book.repIds) {
      const balance = book.balance(repId);
      const sum = fair.get(repId) ?? { turns: 0, due: 0 };
      fair.set(repId, { turns: sum.turns + (balance?.turns ?? 0), due: sum.due + (balance?.due ?? 0) });
    }
  }
  const repIds = new Set([...before.keys(), ...after.keys(), ...fair.keys()]);
  return [...repIds].map((repId) => {
    const { turns, due } = fair.get(repId) ?? { turns: 0, due: 0 };
    return { repId, name: names.get(repId) ?? repId, before: before.get(repId) ?? 0, after: after.get(repId) ?? 0, turns, due };
  });
}
