import type { Column, ColumnRole } from "./columns.ts";
import type { Patch } from "./patch.ts";
import { readFlag, readLine } from "./read-value.ts";

/** A row of a table, read: what it says, under which key; or why it cannot be taken. Reasons never carry an e-mail address. */
export type RowRead =
  | {
      readonly key: string;
      /** The account that it refers to: its parent, its company. */
      readonly ref: string | null;
      readonly patch: Patch;
      /** Values that could not be read. */
      readonly warnings: readonly RowNote[];
    }
  | { readonly problem: RowNote }
  /** It says nothing, and nothing is lost without it. */
  | { readonly empty: RowNote };

export interface RowNote {
  readonly column?: string;
  readonly reason: string;
}

/** The cells of one row beside their columns. */
export type Cells = readonly { readonly column: Column; readonly text: string }[];

export const longestId = 200;

/** How the file heads the column of a role. */
export function headingOf(row: Cells, role: ColumnRole): string {
  return row.find(({ column }) => column.role === role)?.column.heading ?? role;
}

/** Whether the row says of itself that it is deleted. */
export function isDeleted(row: Cells): boolean {
  return readFlag(lineOf(row, "deleted") ?? "") === true;
}

/** What the row says in a role; empty when it says nothing, undefined when there is no such column. */
export function lineOf(row: Cells, role: ColumnRole): string | undefined {
  const cell = row.find(({ column }) => column.role === role);
  return cell && readLine(cell.text);
}
