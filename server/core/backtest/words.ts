import type { BacktestReport, ChangedLead, GuardChange, Tally, Went } from "./report.ts";

/** A share as people read it: `2.5 %`. */
function percent(share: number): string {
  return `${Math.round(share * 1_000) / 10} %`;
}

/** Minutes as people read them: `45 min`, `3.5 h`, `2.1 days`. */
export function duration(minutes: number | null): string {
  if (minutes === null) return "–";
  if (minutes < 90) return `${Math.round(minutes)} min`;
  return minutes < 2_880 ? `${tenths(minutes / 60)} h` : `${tenths(minutes / 1_440)} days`;
}

const tenths = (value: number): number => Math.round(value * 10) / 10;

/** How many leads change and in what; whose turn it is within one pool is told apart, because any change moves turns. */
export function headline({ leads, changed: { owner, outcome, rule, wait, turn }, changes }: BacktestReport): string {
  const turns = turn === 0 ? "" : ` ${turn} more go to another member of the same pool, because turns moved.`;
  return `${leads} leads, ${changes.length} of them treated otherwise: owner ${owner}, outcome ${outcome}, rule ${rule}, wait ${wait}.${turns}`;
}

/** The rows that both reports begin with: what, before, after. */
export function summaryRows({ leads, before, after }: BacktestReport): readonly (readonly [string, string, string])[] {
  const row = (name: string, read: (tally: Tally) => number): readonly [string, string, string] => [
    name,
    counted(read(before), leads),
    counted(read(after), leads),
  ];
  return [
    row("times offered", ({ outcomes }) => outcomes.offered),
    row("sent to another page", ({ outcomes }) => outcomes.redirect),
    row("answered with a message", ({ outcomes }) => outcomes.message),
    row("did not qualify", ({ outcomes }) => outcomes.disqualified),
    row("nobody could be offered", ({ fallback }) => fallback),
    row("taken by the catch-all", ({ catchAll }) => catchAll),
    ["half wait no longer than", duration(before.medianWaitMinutes), duration(after.medianWaitMinutes)],
    ["nine in ten no longer than", duration(before.slowestTenthWaitMinutes), duration(after.slowestTenthWaitMinutes)],
  ];
}

function counted(count: number, of: number): string {
  return of === 0 || count === 0 ? String(count) : `${count} (${percent(count / of)})`;
}

/** Where a lead went and why, in one line. */
export function wentWords({ outcome, waitMinutes, reason }: Went): string {
  return `${outcome}${waitMinutes === null ? "" : `, ${duration(waitMinutes)}`}: ${reason}`;
}

/** What differs, e.g. `owner, wait`. */
export function changeWords({ changes }: ChangedLead): string {
  return changes.join(", ");
}

/** A changed guard: `catch-all: at most 2 % → no bound`. */
function guardChangeWords({ name, before, after }: GuardChange): string {
  if (name === "days") return `days looked at: ${before} → ${after}`;
  const bound = (share: number | null): string => (share === null ? "no bound" : `at most ${percent(share)}`);
  return `${name}: ${bound(before)} → ${bound(after)}`;
}

/** The changed guards, the looser ones marked as what must be forced. */
export function guardChangeLines({ guardChanges }: Pick<BacktestReport, "guardChanges">): readonly string[] {
  return guardChanges.map((change) => `${change.loosens ? "LOOSENED" : "tightened"}: ${guardChangeWords(change)}`);
}

/** One line for each guard: `catch-all 1.2 %, at most 2 %`. */
export function guardWords({ guards }: BacktestReport): readonly string[] {
  return guards.map(
    ({ name, value, atMost, ok }) => `${ok ? "kept" : "BROKEN"}: ${name} ${percent(value)}, at most ${percent(atMost)}`,
  );
}
