import { sql } from "drizzle-orm";
import { AppError } from "../server/core/errors.ts";
import type { Database, Engine, Statement } from "./engine.ts";
import { postgresKit } from "./kit.ts";
import { createMigrationsTable, migrationsOf } from "./migrations.ts";
import { isOverlap, postgresFailure } from "./postgres-failures.ts";
import type { Workbench } from "./repos/repos.ts";
import { createWorkbench } from "./repos/repos.ts";
import { tables } from "./schema/tables.ts";
import type { Repos, Store } from "./store.ts";
import { createNestingGuard, gatedRepos, gateOf, newUnit, runUnit } from "./unit.ts";

/** One connection, ours until it is given back; `broken` ones are thrown away. */
export interface Lease {
  readonly connection: PostgresConnection;
  release(broken: boolean): void;
}

/** A connection of which the statements are prepared once. */
export interface PostgresConnection {
  readonly db: Database;
  /** Runs plain SQL; resolves with its command tag, e.g. `COMMIT`. */
  run(text: string): Promise<string>;
}

/** What a Postgres store needs: connections for units, and something to read with beside them. */
export interface PostgresConnections {
  lease(): Promise<Lease>;
  readonly reader: Database;
  /** Wraps each call of a reading repository. */
  readonly reading: <T>(run: () => Promise<T>) => Promise<T>;
  end(): Promise<void>;
}

function postgresEngine(db: Database, run?: PostgresConnection["run"]): Engine {
  return {
    db,
    tables: tables(postgresKit),
    statement<T>(name: string, query: () => { prepare(name: string): { execute(values?: object): Promise<T> } }): Statement<T> {
      let prepared: { execute(values?: object): Promise<T> } | undefined;
      return (values) => {
        prepared ??= query().prepare(name);
        return prepared.execute(values);
      };
    },
    // A constraint that refuses a row spoils the whole transaction, unless it happens behind a savepoint.
    async attempt(statement) {
      if (!run) return statement();
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
    },
    async lock(key) {
      if (run) await db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${key}, 0))`);
    },
    skipLocked: sql` for update skip locked`,
  };
}

const migrationLock = 4_812_730_551;

async function migrate({ db, run }: PostgresConnection): Promise<void> {
  await run("BEGIN");
  try {
    await run(`SELECT pg_advisory_xact_lock(${migrationLock})`);
    await run("SET LOCAL client_min_messages = warning");
    await run(createMigrationsTable);
    for (const { hash, statements } of migrationsOf("postgres")) {
      const note = sql`insert into migrations (hash, applied_at) values (${hash}, ${Date.now()}) on conflict do nothing returning hash`;
      const noted = await db.execute(note);
      if (rowsOf(noted).length > 0) for (const statement of statements) await run(statement);
    }
    await run("COMMIT");
  } catch (error) {
    await run("ROLLBACK");
    throw error;
  }
}

/** Every Postgres driver of drizzle answers a raw query with an object that has `rows`. */
function rowsOf(result: unknown): readonly unknown[] {
  return (result as { rows: readonly unknown[] }).rows;
}

/** A store on Postgres connections, migrated; the same for a server far away and for one inside the process. */
export async function createPostgresStore(connections: PostgresConnections): Promise<Store> {
  const nesting = createNestingGuard();
  const benches = new WeakMap<PostgresConnection, { bench: Workbench; reposFor: ReturnType<typeof gatedRepos> }>();
  const benchOf = (connection: PostgresConnection) => {
    const known = benches.get(connection);
    if (known) return known;
    const bench = createWorkbench(postgresEngine(connection.db, connection.run));
    const made = { bench, reposFor: gatedRepos(bench.repos) };
    benches.set(connection, made);
    return made;
  };

  const inTransaction = async <T>({ connection, release }: Lease, run: (repos: Repos, bench: Workbench) => Promise<T>): Promise<T> => {
    const { bench, reposFor } = benchOf(connection);
    const unit = newUnit();
    let broken = true;
    try {
      await connection.run("BEGIN");
      try {
        const value = await runUnit(unit, () => nesting.inside(unit, () => run(reposFor(gateOf(unit, postgresFailure)), bench)));
        // Postgres answers the COMMIT of a spoilt transaction with ROLLBACK, not with an error.
        if ((await connection.run("COMMIT")) !== "COMMIT") throw new AppError("internal", { reason: "rolled back at commit" });
        broken = false;
        return value;
      } catch (error) {
        broken = await connection.run("ROLLBACK").then(
          () => false,
          () => true,
        );
        throw error;
      }
    } finally {
      release(broken);
    }
  };
  const translated = <T>(run: () => Promise<T>): Promise<T> =>
    run().catch((error: unknown) => {
      throw postgresFailure(error);
    });
  const write = <T>(run: (repos: Repos, bench: Workbench) => Promise<T>): Promise<T> =>
    translated(async () => {
      nesting.refuseNested();
      return inTransaction(await connections.lease(), run);
    });

  await translated(async () => {
    const { connection, release } = await connections.lease();
    await migrate(connection).finally(() => release(false));
  });
  const readers = gatedRepos(createWorkbench(postgresEngine(connections.reader)).repos);
  let closing: Promise<void> | undefined;
  return {
    engine: "postgres",
    read: readers((run) => translated(() => connections.reading(run))),
    write,
    ping: () => write((_, bench) => bench.beat()),
    backup: () => Promise.reject(new AppError("internal", { reason: "use pg_dump to copy a Postgres database" })),
    close: () => (closing ??= connections.end()),
  };
}
