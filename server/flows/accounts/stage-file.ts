import type { ImportRow, StagedRow } from "../../../db/store/imports.ts";
import { type Header, readHeader } from "../../core/import/columns.ts";
import { createOwnerFinder, type FindOwner, withOwner } from "../../core/import/owner.ts";
import { readRow } from "../../core/import/read-row.ts";
import { createReport, type ImportReport } from "../../core/import/report.ts";
import { batchSize, type ImportWorld } from "./apply-import.ts";
import { type FileRecord, readCsv } from "./read-csv.ts";

type Report = ReturnType<typeof createReport>;

/** Reads a file and keeps its rows aside, a batch a unit; tells what is wrong with which line. */
export async function stageFile(world: ImportWorld, row: ImportRow, bytes: AsyncIterable<Uint8Array>): Promise<ImportReport> {
  const report = createReport();
  const setup = await world.store.read.setups.active();
  const findOwner: FindOwner = setup ? createOwnerFinder(setup.setup.reps) : (owner) => ({ owner });
  let read: ReturnType<typeof rowReader> | null = null;
  let batch: StagedRow[] = [];
  for await (const record of recordsOf(bytes)) {
    if (read === null) {
      const header = takeHeader(row.kind, record, report);
      if (header === null) return report.read();
      read = rowReader(row.kind, header, { report, findOwner });
      continue;
    }
    const staged = read(record);
    if (staged === null || batch.push(staged) < batchSize) continue;
    await keepBatch(world, row, { batch, report });
    batch = [];
  }
  if (read === null) report.problem(1, { reason: "the file is empty" });
  await keepBatch(world, row, { batch, report });
  return report.read();
}

/** One by one, without a turn of the event loop for each. */
async function* recordsOf(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<FileRecord, void, void> {
  for await (const records of readCsv(bytes)) yield* records;
}

/** What the first line says; null when nothing can be read by it. */
function takeHeader(kind: ImportRow["kind"], record: FileRecord, report: Report): Header | null {
  if ("reason" in record) {
    report.problem(record.line, { reason: record.reason });
    return null;
  }
  const header = readHeader(kind, record.cells);
  for (const reason of header.problems) report.problem(record.line, { reason });
  for (const reason of header.warnings) report.warning(record.line, { reason });
  return header.problems.length > 0 ? null : header;
}

function rowReader(
  kind: ImportRow["kind"],
  { columns }: Header,
  { report, findOwner }: { report: Report; findOwner: FindOwner },
) {
  return (record: FileRecord): StagedRow | null => {
    report.row();
    if ("reason" in record) {
      report.problem(record.line, { reason: record.reason });
      return null;
    }
    const { line, cells } = record;
    const row = readRow(kind, columns, cells);
    if ("problem" in row) {
      report.problem(line, row.problem);
      return null;
    }
    if ("empty" in row) {
      report.warning(line, row.empty);
      return null;
    }
    for (const warning of row.warnings) report.warning(line, warning);
    const { patch, warning } = withOwner(row.patch, findOwner);
    if (warning) report.warning(line, warning);
    return { key: row.key, line, ref: row.ref, patch };
  };
}

async function keepBatch(
  { store, now }: ImportWorld,
  row: ImportRow,
  { batch, report }: { readonly batch: readonly StagedRow[]; readonly report: Report },
): Promise<void> {
  if (batch.length === 0) return;
  const repeated = await store.write(async (repos) => {
    await repos.imports.update({ ...row, updatedAt: now() });
    return repos.imports.stage(row.id, batch);
  });
  if (repeated.length === 0) return;
  const lines = await store.read.imports.linesOf(
    row.id,
    repeated.map(({ key }) => key),
  );
  for (const { key, line } of repeated) {
    const reason = `says again what line ${lines.get(key) ?? 0} says`;
    // Two rows about one account may differ; the same alias twice is the same.
    if (row.kind === "aliases") report.warning(line, { reason });
    else
      report.problem(line, {
        reason: `is about the same ${row.kind === "accounts" ? "account" : "contact"} as line ${lines.get(key) ?? 0}`,
      });
  }
}
