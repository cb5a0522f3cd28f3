import type { BacktestReport, RepLoad } from "./report.ts";
import { changeWords, guardChangeLines, guardWords, headline, summaryRows, wentWords } from "./words.ts";

const listedChanges = 20;
const listedRows = 25;

/** A report for the terminal. */
export function tellReport(report: BacktestReport): string {
  const { changes, rules, reps } = report;
  const rest = changes.length - listedChanges;
  return [
    `${headline(report)}`,
    "",
    ...table(["", "before", "after"], summaryRows(report)),
    "",
    ...table(
      ["rule", "before", "after"],
      rules.slice(0, listedRows).map(({ id, before, after }) => [id, String(before), String(after)]),
    ),
    "",
    ...table(["rep", "before", "after", "turns", "fair share"], byChange(reps).slice(0, listedRows).map(repRow)),
    ...changes
      .slice(0, listedChanges)
      .flatMap((one) => [
        "",
        `${one.key}  ${one.who}  (${changeWords(one)})`,
        `  before  ${wentWords(one.before)}`,
        `  after   ${wentWords(one.after)}`,
      ]),
    ...(rest > 0 ? ["", `… and ${rest} more; --html writes them all.`] : []),
    ...block(guardWords(report)),
    ...block(guardChangeLines(report)),
  ].join("\n");
}

function block(lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ["", ...lines];
}

function byChange(reps: readonly RepLoad[]): readonly RepLoad[] {
  return reps.toSorted((a, b) => Math.abs(b.after - b.before) - Math.abs(a.after - a.before) || b.after - a.after);
}

function repRow({ name, before, after, turns, due }: RepLoad): readonly string[] {
  return [name, String(before), String(after), String(turns), String(Math.round(due * 10) / 10)];
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  const all = [head, ...rows];
  const widths = head.map((_, i) => Math.max(...all.map((row) => row[i]?.length ?? 0)));
  return all.map((row) =>
    row
      .map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0)))
      .join("  ")
      .trimEnd(),
  );
}
