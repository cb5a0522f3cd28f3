import { sql } from "drizzle-orm";
import type { Database, Engine } from "./engine.ts";
import { postgresKit } from "./kit.ts";
import { createMigrationsTable, migrationsOf } from "./migrations.ts";
import { isOverlap } from "./postgres-failures.ts";
import { tables } from "./schema/tables.ts";

/** A connection of which the statements are prepared once. */
export interface PostgresConnection {
  readonly db: Database;
  /** Runs plain SQL; resolves with its command tag, e.g. `COMMIT`. */
  readonly run: (text: string) => Promise<string>;
}

// A constraint that refuses a row spoils the whole transaction, unless it happens behind a savepoint.
async function behindSavepoint<T>(run: PostgresConnection["run"], statement: () => T | Promise<T>): Promise<T | null> {
  await run("SAVEPOINT attempt");
  try {
    const value = await statement();
    await run("RELEASE attempt");
    return value;
  } catch (error) {
    if (!isOverlap(error)) throw error;
    await run("ROLLBACK TO attempt");
    await run("RELEASE attempt");
    return null;
  }
}

/** Every Postgres driver of drizzle answers a write with an object that counts rows, each under its own name. */
function rowCountOf(result: unknown): number {
  const { rowCount, affectedRows } = result as { rowCount?: number | null; affectedRows?: number };
  return rowCount ?? affectedRows ?? 0;
}

/** What repositories need on Postgres; without `run` for connections that only read. */
export function postgresEngine(db: Database, run?: PostgresConnection["run"]): Engine {
  return {
    db,
    tables: tables(postgresKit),
    statement(name, query) {
      let prepared: ReturnType<ReturnType<typeof query>["prepare"]> | undefined;
      return (values) => (prepared ??= query().prepare(name)).execute(values);
    },
    counting(name, query) {
      let prepared: ReturnType<ReturnType<typeof query>["prepare"]> | undefined;
      return async (values) => rowCountOf(await (prepared ??= query().prepare(name)).execute(values));
    },
    attempt: async (statement) => (run ? behindSavepoint(run, statement) : statement()),
    async lock(key) {
      if (run) await db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${key}, 0))`);
    },
    locked: (query) => (run ? query.for("update") : query),
    answersAtOnce: false,
    generation: () => null,
    skipLocked: sql` for update skip locked`,
  };
}

const migrationLock = 4_812_730_551;

/** Every Postgres driver of drizzle answers a raw query with an object that has `rows`. */
function rowsOf(result: unknown): readonly unknown[] {
  return (result as { rows: readonly unknown[] }).rows;
}

async function applyMigrations({ db, run }: PostgresConnection): Promise<void> {
  for (const { hash, statements } of migrationsOf("postgres")) {
    const note = sql`insert into migrations (hash, applied_at) values (${hash}, ${Date.now()}) on conflict do nothing returning hash`;
    if (rowsOf(await db.execute(note)).length === 0) continue;
    for (const statement of statements) await run(statement);
  }
}

/** Brings the database to this version, all or nothing; processes that start together wait for each other. */
export async function migratePostgres(connection: PostgresConnection): Promise<void> {
  const { run } = connection;
  await run("BEGIN");
  try {
    await run("SET LOCAL client_min_messages = warning");
    await run("SET LOCAL lock_timeout = 0");
    await run(`SELECT pg_advisory_xact_lock(${migrationLock})`);
    await run(createMigrationsTable);
    await applyMigrations(connection);
    await run("COMMIT");
  } catch (error) {
    await run("ROLLBACK");
    throw error;
  }
}
