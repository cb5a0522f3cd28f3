import { readFileSync } from "node:fs";
import { createCsvReader } from "../../server/core/import/csv-reader.ts";

/** Rows of a CSV file by the names of its first line; for files that fit in memory. */
export function readTable(file: string): readonly Readonly<Record<string, string | undefined>>[] {
  const reader = createCsvReader();
  const records = [...reader.push(readFileSync(file, "utf8")), ...reader.end()];
  const [header, ...rows] = records.map((record) => ("cells" in record ? record.cells : []));
  return rows.map((cells) => Object.fromEntries((header ?? []).map((name, at) => [name, cells[at]])));
}
