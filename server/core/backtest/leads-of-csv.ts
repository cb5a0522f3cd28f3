import { createCsvReader } from "../import/csv-reader.ts";
import type { Submission } from "../lead/lead.ts";
import { type Instant, parseInstant } from "../time.ts";

/** Leads out of a file, and what could not be read by its line. */
export interface CsvLeads {
  readonly leads: readonly Submission[];
  readonly problems: readonly { readonly line: number; readonly reason: string }[];
}

/** Columns that are not fields of the form. */
const special: ReadonlySet<string> = new Set(["at", "form_id", "form_name", "page_url", "time_zone", "locale"]);

/**
 * A lead a row: each column is a field of the form by its name; `at` (ISO 8601 with offset), `form_id`, `form_name`, `page_url`, `time_zone`
 * and `locale` tell when, by what form and where. A row without `at` came in at `now`.
 */
export function leadsOfCsv(text: string, now: Instant): CsvLeads {
  const reader = createCsvReader();
  const [head, ...records] = [...reader.push(text), ...reader.end()];
  if (head === undefined || "fault" in head) return { leads: [], problems: [{ line: 1, reason: "there are no columns" }] };
  const names = head.cells.map((cell) => cell.replace(/^\uFEFF/, "").trim());
  const leads: Submission[] = [];
  const problems: { line: number; reason: string }[] = [];
  for (const record of records) {
    if ("fault" in record) {
      problems.push({ line: record.line, reason: `cannot be read (${record.fault})` });
      continue;
    }
    const cell = (name: string): string => record.cells[names.indexOf(name)]?.trim() ?? "";
    const receivedAt = cell("at") === "" ? now : parseInstant(cell("at"));
    if (receivedAt === null) {
      problems.push({ line: record.line, reason: "at takes a time such as 2026-06-15T09:00:00Z" });
      continue;
    }
    leads.push({
      id: `line-${record.line}`,
      receivedAt,
      form: {
        id: cell("form_id"),
        name: cell("form_name"),
        fields: names.flatMap((name, i) => (special.has(name) || !record.cells[i] ? [] : [{ name, value: record.cells[i] }])),
      },
      page: { url: cell("page_url") || "https://example.com/" },
      visitor: { timeZone: cell("time_zone") || "UTC", locale: cell("locale") || "en" },
    });
  }
  return { leads: leads.toSorted((a, b) => a.receivedAt - b.receivedAt), problems };
}
