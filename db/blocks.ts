import type { SQL } from "drizzle-orm";
import { getTableColumns, getTableName, sql } from "drizzle-orm";
import type { PgTable } from "drizzle-orm/pg-core";
import { asRow } from "./engine.ts";

/** The placeholders of several rows in one statement: every column's name with the row's number, to be filled by `rowValues`. */
export function rowPlaceholders<T extends PgTable>(table: T, count: number): T["$inferInsert"][] {
  const keys = Object.keys(getTableColumns(table));
  const row = (at: number) =>
    asRow<T["$inferInsert"]>(Object.fromEntries(keys.map((key) => [key, sql.placeholder(`${key}_${at}`)])));
  return Array.from({ length: count }, (_, at) => row(at));
}

/** The values of several rows for `rowPlaceholders`. */
export function rowValues(rows: readonly object[]): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const [at, row] of rows.entries()) {
    for (const [key, value] of Object.entries(row)) values[`${key}_${at}`] = value;
  }
  return values;
}

/** How many rows one statement writes: few sizes, so that few statements are prepared. */
const blockSizes = [100, 10, 1] as const;
type BlockSize = (typeof blockSizes)[number];

/** Cuts rows into blocks of the sizes that are prepared. */
export function blocksOf<T>(rows: readonly T[]): readonly (readonly T[])[] {
  const blocks: (readonly T[])[] = [];
  let at = 0;
  for (const size of blockSizes) {
    for (; rows.length - at >= size; at += size) blocks.push(rows.slice(at, at + size));
  }
  return blocks;
}

/** One statement for each size of a block. */
export function forBlocks<T>(make: (size: BlockSize) => T): (rows: readonly unknown[]) => T {
  const made = new Map<number, T>(blockSizes.map((size) => [size, make(size)]));
  return (rows) => {
    const one = made.get(rows.length);
    if (one === undefined) throw new TypeError(`no statement takes ${rows.length} rows`);
    return one;
  };
}

/** For an upsert: whether the refused insert brought anything else than the row has, in any column but these. */
export function differs<T extends PgTable>(table: T, without: readonly string[]): SQL {
  const columns = Object.entries(getTableColumns(table)).filter(([key]) => !without.includes(key));
  const names = (prefix: string) => sql.raw(columns.map(([, column]) => `${prefix}."${column.name}"`).join(", "));
  return sql`(${names(`"${getTableName(table)}"`)}) is distinct from (${names("excluded")})`;
}

const keysAtOnce = 100;

/** Placeholders for the keys of one look-up: `inArray(table.id, someKeys)`, run through `lookUp`. */
export const someKeys = Array.from({ length: keysAtOnce }, (_, at) => sql.placeholder(`key_${at}`));

/** Runs a statement that names `someKeys` for any number of keys; the last look-up is filled with a key that it has already. */
export async function lookUp<T>(
  keys: readonly string[],
  query: (values: Record<string, unknown>) => readonly T[] | Promise<readonly T[]>,
): Promise<T[]> {
  const found: T[] = [];
  for (let from = 0; from < keys.length; from += keysAtOnce) {
    const part = keys.slice(from, from + keysAtOnce);
    found.push(...(await query(Object.fromEntries(someKeys.map((_, at) => [`key_${at}`, part[at] ?? part[0]])))));
  }
  return found;
}
