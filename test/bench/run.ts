import { cpus } from "node:os";
import { parseArgs } from "node:util";
import type { BenchRow } from "./row.ts";

/** Every bench by name; each is loaded when it is run, so that none warms another's code. */
const benches: Readonly<Record<string, () => Promise<BenchRow[]>>> = {
  slots: async () => (await import("./slots.ts")).benchSlots(),
  rules: async () => (await import("./rules.ts")).benchRules(),
  backtest: async () => (await import("./backtest.ts")).benchBacktest(),
  store: async () => (await import("./store.ts")).benchStore(),
  shell: async () => (await import("./shell.ts")).benchShell(),
  widget: async () => (await import("./widget.ts")).benchWidget(),
  match: async () => (await import("./match.ts")).benchMatch(),
  import: async () => (await import("./import.ts")).benchImport(),
  calendars: async () => (await import("./calendars.ts")).benchCalendars(),
  submit: async () => (await import("./submit.ts")).benchSubmit(),
};

const { values, positionals } = parseArgs({ options: { json: { type: "boolean" } }, allowPositionals: true });
const unknown = positionals.filter((name) => !(name in benches));
if (unknown.length > 0) throw new Error(`no such bench: ${unknown.join(", ")}; there are: ${Object.keys(benches).join(", ")}`);

const verdict = ({ value, limit, unit }: BenchRow) => {
  if (limit === undefined) return "";
  const floor = unit.startsWith("≥");
  return (floor ? value >= limit : value <= limit) ? `within ${limit}` : `OVER ${limit}`;
};

const results: Record<string, BenchRow[]> = {};
for (const name of positionals.length > 0 ? positionals : Object.keys(benches)) {
  const rows = (await benches[name]?.()) ?? [];
  results[name] = rows;
  if (values.json) continue;
  process.stdout.write(`\n${name}\n`);
  for (const row of rows)
    process.stdout.write(
      `  ${row.name.padEnd(64)} ${row.value.toPrecision(4).padStart(12)} ${row.unit.padEnd(8)} ${verdict(row)}\n`,
    );
}
const machine = { node: process.version, cpu: cpus()[0]?.model ?? "", cores: cpus().length, date: new Date().toISOString() };
if (values.json) process.stdout.write(`${JSON.stringify({ machine, results }, null, 2)}\n`);
else process.stdout.write(`\n${machine.cpu} × ${machine.cores}, Node ${machine.node}, ${machine.date}\n`);
