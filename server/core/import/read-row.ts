import { cleanText } from "../lead/fold-text.ts";
import type { Column } from "./columns.ts";
import type { ImportKind } from "./patch.ts";
import { readAccountRow } from "./read-account-row.ts";
import { readAliasRow } from "./read-alias-row.ts";
import { readContactRow } from "./read-contact-row.ts";
import { type Cells, isDeleted, type RowRead } from "./row.ts";
import { readCell } from "./write-csv.ts";

const readers: Readonly<Record<ImportKind, (row: Cells) => RowRead>> = {
  accounts: readAccountRow,
  contacts: readContactRow,
  aliases: readAliasRow,
};

/** Reads one row by the columns of its table. Pure. */
export function readRow(kind: ImportKind, columns: readonly Column[], cells: readonly string[]): RowRead {
  const extra = cells.slice(columns.length).some((cell) => cell.trim() !== "");
  if (extra || cells.length < columns.length) {
    return { problem: { reason: `it has ${cells.length} cells, the header has ${columns.length}` } };
  }
  const row = columns.map((column, place) => ({ column, text: readCell(cleanText(cells[place] ?? "")) }));
  const unnamed = kind === "accounts" && !columns.some(({ role }) => role === "name") && !isDeleted(row);
  return unnamed ? { problem: { column: "name", reason: "is empty" } } : readRowCells(kind, row);
}

/** The same for cells that were told apart already. */
export function readRowCells(kind: ImportKind, cells: Cells): RowRead {
  return readers[kind](cells);
}
