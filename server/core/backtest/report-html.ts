import type { BacktestReport } from "./report.ts";
import { changeWords, duration, guardChangeLines, guardWords, headline, summaryRows } from "./words.ts";

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const escape = (text: string): string => text.replaceAll(/[&<>"]/g, (char) => entities[char] ?? char);

const style = `
:root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; }
body { max-width: 72rem; margin: 2rem auto; padding: 0 1rem; }
table { border-collapse: collapse; width: 100%; margin: 1rem 0 2rem; }
th, td { text-align: left; padding: .35rem .75rem; border-bottom: 1px solid #8884; vertical-align: top; }
td.n, th.n { text-align: right; font-variant-numeric: tabular-nums; }
.broken { color: #c0362c; font-weight: 600; }
.soft { opacity: .7; }
`;

/** A report as one HTML file that needs nothing else: no script, no font, no request. */
export function reportHtml(report: BacktestReport, told: { readonly title: string; readonly madeAt: string }): string {
  const { rules, reps } = report;
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escape(told.title)}</title><style>${style}</style></head><body>
<h1>${escape(told.title)}</h1>
<p>${headline(report)} <span class="soft">${escape(told.madeAt)}</span></p>
${guards(report)}
<h2>Where the leads go</h2>
${table(["", "before", "after"], summaryRows(report))}
<h2>Rules</h2>
${table(
  ["rule", "before", "after"],
  rules.map(({ id, name, before, after }) => [name === id ? id : `${name} (${id})`, String(before), String(after)]),
)}
<h2>Reps</h2>
<p class="soft">Turns are those of pools; the fair share is what their weights would have given.</p>
${table(
  ["rep", "before", "after", "turns", "fair share"],
  reps.map(({ name, before, after, turns, due }) => [
    name,
    String(before),
    String(after),
    String(turns),
    String(Math.round(due * 10) / 10),
  ]),
)}
<h2>Leads that change</h2>
${changeTable(report)}
</body></html>
`;
}

function guards(report: BacktestReport): string {
  const bad = [...report.guards.map(({ ok }) => !ok), ...report.guardChanges.map(({ loosens }) => loosens)];
  const lines = [...guardWords(report), ...guardChangeLines(report)];
  const items = lines.map((words, i) => `<li${bad[i] ? ' class="broken"' : ""}>${escape(words)}</li>`);
  return items.length === 0 ? "" : `<h2>Guards</h2>\n<ul>${items.join("")}</ul>`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const cell = (tag: string, text: string, i: number) => `<${tag}${i === 0 ? "" : ' class="n"'}>${escape(text)}</${tag}>`;
  const line = (tag: string, row: readonly string[]) => `<tr>${row.map((text, i) => cell(tag, text, i)).join("")}</tr>`;
  return `<table><thead>${line("th", head)}</thead><tbody>${rows.map((row) => line("td", row)).join("\n")}</tbody></table>`;
}

function changeTable({ changes }: BacktestReport): string {
  const rows = changes.map((one) => {
    const went = (which: "before" | "after") =>
      `<td>${escape(one[which].outcome)}${wait(one[which].waitMinutes)}<br><span class="soft">${escape(one[which].reason)}</span></td>`;
    return `<tr><td>${escape(one.key)}<br><span class="soft">${escape(one.who)}</span></td><td>${escape(changeWords(one))}</td>${went("before")}${went("after")}</tr>`;
  });
  return `<table><thead><tr><th>lead</th><th>changes</th><th>before</th><th>after</th></tr></thead><tbody>${rows.join("\n")}</tbody></table>`;
}

const wait = (minutes: number | null): string => (minutes === null ? "" : `, ${escape(duration(minutes))}`);
