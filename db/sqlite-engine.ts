import type { Database as Connection } from "better-sqlite3";
import { sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/better-sqlite3";
import type { Database, Engine } from "./engine.ts";
import { sqliteKit } from "./kit.ts";
import { tables } from "./schema/tables.ts";
import { sqliteStatement } from "./sqlite-statement.ts";

/** What the units of a connection have done, as far as the engine and the writer must know of each other. */
export interface History {
  /** How to make each write of the running group again. */
  readonly writes: (() => void)[];
  /** Grows when another process has written, or a unit was undone. */
  generation: number;
}

/** Drizzle's SQLite database under the types of Postgres's, as the kit does with columns. */
function underPostgresTypes(connection: Connection): Database {
  return drizzle(connection) as unknown as Database;
}

/** What repositories need on one SQLite connection; a connection that writes has a history. */
export function sqliteEngine(connection: Connection, history?: History): Engine {
  const onWrite = history && ((again: () => void) => void history.writes.push(again));
  return {
    db: underPostgresTypes(connection),
    tables: tables(sqliteKit),
    statement: (name, query) => sqliteStatement(() => query().prepare(name), onWrite),
    counting: (name, query) => sqliteStatement(() => query().prepare(name), onWrite),
    attempt: async (run) => run(),
    lock: async () => undefined,
    locked: (query) => query,
    answersAtOnce: true,
    generation: () => history?.generation ?? null,
    skipLocked: sql``,
  };
}
