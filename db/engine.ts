import type { SQL } from "drizzle-orm";
import { getTableColumns, sql } from "drizzle-orm";
import type { PgDatabase, PgQueryResultHKT, PgTable, PgUpdateSetSource } from "drizzle-orm/pg-core";
import type { Tables } from "./schema/tables.ts";

export type Database = PgDatabase<PgQueryResultHKT, Record<string, never>>;

/** A query that drizzle can prepare. */
export interface Preparable<T> {
  prepare(name: string): { execute(values?: Record<string, unknown>): Promise<T> };
}

/** One prepared statement; runs as soon as it is called. */
export type Statement<T> = (values?: Record<string, unknown>) => T | Promise<T>;

/** What a repository needs of an engine: drizzle, the tables, and the few things in which engines differ. */
export interface Engine {
  readonly db: Database;
  readonly tables: Tables;
  /** Prepares on first use and keeps it; `name` is unique in the process. */
  readonly statement: <T>(name: string, query: () => Preparable<T>) => Statement<T>;
  /** The same for a write of which only the number of rows matters; a third cheaper than to have a row come back. */
  readonly counting: (name: string, query: () => Preparable<unknown>) => Statement<number>;
  /** Runs one statement that the overlap rule may refuse; null when it was refused by an error. */
  readonly attempt: <T>(run: () => T | Promise<T>) => Promise<T | null>;
  /** Inside a unit, makes other units that lock the same key wait for its end. On SQLite units never run side by side. */
  readonly lock: (key: string) => Promise<void>;
  /**
   * Inside a unit, keeps the rows that a select finds from changing until its end, so that a unit can read, judge and write
   * as safely as on SQLite.
   */
  readonly locked: <T>(query: Preparable<T> & { for(strength: "update"): Preparable<T> }) => Preparable<T>;
  /**
   * Inside a unit: a number that stays the same while nothing but kept units of this store wrote, so that what was read under
   * it need not be read again. Null where that cannot be known.
   */
  readonly generation: () => number | null;
  /** Whether a statement answers at once, so that what few will ask for can be read when they do. */
  readonly answersAtOnce: boolean;
  /** Ends a select of rows that another connection may be claiming at this moment. */
  readonly skipLocked: SQL;
}

/** What a statement of an engine that answers at once gave. */
export function atOnce<T>(answer: T | Promise<T>): T {
  if (answer instanceof Promise) throw new TypeError("this engine does not answer at once");
  return answer;
}

/** A placeholder for every column, under the column's own name: `statement({ id, name, … })`. */
export function placeholders<T extends PgTable>(table: T): T["$inferInsert"] {
  return asRow(Object.fromEntries(Object.keys(getTableColumns(table)).map((key) => [key, sql.placeholder(key)])));
}

/** A placeholder for one value of a `set`. */
export const given = (name: string): SQL => sql`${sql.placeholder(name)}`;

/** A placeholder may stand wherever a value may; drizzle's types for `set` do not say so. */
export function asRow<T>(row: Record<string, unknown>): T {
  return row as T;
}

type Present<T> = { [K in keyof T as null extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as null extends T[K] ? K : never]?: NonNullable<T[K]>;
};

/** The row as a domain value: a null column is an absent property. */
export function present<T extends object>(row: T): Present<T> {
  const out: Record<string, unknown> = {};
  for (const key in row) if (row[key] !== null) out[key] = row[key];
  return out as Present<T>;
}

/** For an upsert: every column takes the value that the refused insert brought. */
export function excluded<T extends PgTable>(table: T): PgUpdateSetSource<T> {
  const columns = Object.entries(getTableColumns(table));
  return asRow(Object.fromEntries(columns.map(([key, column]) => [key, sql.raw(`excluded."${column.name}"`)])));
}
