import { readEmail } from "../lead/read-email.ts";
import type { ContactPatch } from "./patch.ts";
import { readLine } from "./read-value.ts";
import { type Cells, headingOf, isDeleted, lineOf, longestId, type RowRead } from "./row.ts";

/** One contact of a table; columns that nobody knows become its facts. */
export function readContactRow(row: Cells): RowRead {
  const address = readEmail(lineOf(row, "email") ?? "");
  if (address === null) return { problem: { column: headingOf(row, "email"), reason: "is no e-mail address" } };
  const { email } = address;
  if (isDeleted(row)) return { key: email, ref: null, patch: { email, fields: {}, facts: {}, removed: true }, warnings: [] };
  const [name, first, last] = [lineOf(row, "name"), lineOf(row, "firstName"), lineOf(row, "lastName")];
  const accountId = lineOf(row, "accountId")?.slice(0, longestId);
  const owner = lineOf(row, "owner");
  const facts: Record<string, string | null> = {};
  for (const { column, text } of row) {
    if (column.role === "fact" && column.heading !== "") facts[column.heading] = readLine(text) || null;
  }
  const fields: ContactPatch["fields"] = {
    ...((name ?? first ?? last) === undefined ? {} : { name: name || `${first ?? ""} ${last ?? ""}`.trim() || null }),
    ...(accountId === undefined ? {} : { accountId: accountId || null }),
    ...(owner === undefined ? {} : { ownerRepId: owner || null }),
  };
  return { key: email, ref: accountId || null, patch: { email, fields, facts }, warnings: [] };
}
