import { type OutcomeOfLead, outcomeKinds } from "../../core/escalate/lead-event.ts";
import { type LeadId, parseLeadId } from "../../core/id.ts";
import { type Instant, instant } from "../../core/time.ts";
import { readCsv } from "../accounts/read-csv.ts";
import type { World } from "../world.ts";
import { sayOutcome } from "./say-outcome.ts";

/** What came of a file of outcomes: rows that are bad change nothing, and the others are kept. */
export interface OutcomesReport {
  readonly rows: number;
  readonly kept: number;
  readonly problems: readonly { readonly line: number; readonly reason: string }[];
}

interface OutcomeRow {
  readonly leadId: LeadId;
  readonly said: OutcomeOfLead;
  readonly at?: Instant;
}

const mostProblems = 1_000;

/** Reads a CSV of `lead,outcome,at` (the last may be missing): what became of leads, from a CRM or a sheet. Saying it twice changes nothing. */
export async function importOutcomes(world: World, bytes: AsyncIterable<Uint8Array>): Promise<OutcomesReport> {
  const problems: { line: number; reason: string }[] = [];
  let columns: readonly string[] | null = null;
  let rows = 0;
  let kept = 0;
  for await (const records of readCsv(bytes)) {
    for (const record of records) {
      if ("reason" in record) {
        problems.push({ line: record.line, reason: record.reason });
        continue;
      }
      if (columns === null) {
        columns = record.cells.map((cell) => cell.trim().toLowerCase());
        continue;
      }
      rows++;
      const row = readRow(columns, record.cells);
      const reason = typeof row === "string" ? row : await keep(world, row);
      if (reason === null) kept++;
      else problems.push({ line: record.line, reason });
    }
  }
  return { rows, kept, problems: problems.slice(0, mostProblems) };
}

/** What a line says, or what is wrong with it. */
function readRow(columns: readonly string[], cells: readonly string[]): OutcomeRow | string {
  const cell = (name: string): string => cells[columns.indexOf(name)]?.trim() ?? "";
  const leadId = parseLeadId(cell("lead"));
  if (leadId === null) return "lead takes the id of a lead, such as lead_…";
  const said = outcomeKinds.find((kind) => kind === cell("outcome").toLowerCase().replaceAll(/[ -]/g, "_"));
  if (said === undefined) return `outcome takes one of ${outcomeKinds.join(", ")}`;
  const at = cell("at");
  if (at === "") return { leadId, said };
  const ms = Date.parse(at);
  return Number.isNaN(ms) ? "at takes a date or an instant" : { leadId, said, at: instant(ms) };
}

async function keep(world: World, row: OutcomeRow): Promise<string | null> {
  if ((await world.store.read.leads.find(row.leadId)) === null) return `there is no lead ${row.leadId}`;
  await sayOutcome(world, { ...row, by: "csv" });
  return null;
}
