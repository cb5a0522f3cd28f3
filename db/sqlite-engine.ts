import type { Database as Connection } from "better-sqlite3";
import { sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/better-sqlite3";
import type { Database, Engine } from "./engine.ts";
import { sqliteKit } from "./kit.ts";
import { tables } from "./schema/tables.ts";
import { type OnWrite, sqliteStatement } from "./sqlite-statement.ts";

/** Drizzle's SQLite database under the types of Postgres's, as the kit does with columns. */
function underPostgresTypes(connection: Connection): Database {
  return drizzle(connection) as unknown as Database;
}

/** What repositories need on one SQLite connection; `onWrite` hears of each write that succeeded. */
export function sqliteEngine(connection: Connection, onWrite?: OnWrite): Engine {
  return {
    db: underPostgresTypes(connection),
    tables: tables(sqliteKit),
    statement: (name, query) => sqliteStatement(() => query().prepare(name), onWrite),
    counting: (name, query) => sqliteStatement(() => query().prepare(name), onWrite),
    attempt: async (run) => run(),
    lock: async () => undefined,
    locked: (query) => query,
    skipLocked: sql``,
  };
}
