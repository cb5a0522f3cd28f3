import { AppError } from "../server/core/errors.ts";
import type { Database } from "./engine.ts";
import { followDatabaseClock } from "./postgres-clock.ts";
import type { PostgresConnection } from "./postgres-engine.ts";
import { migratePostgres, postgresEngine } from "./postgres-engine.ts";
import { postgresFailure } from "./postgres-failures.ts";
import type { Workbench } from "./repos/repos.ts";
import { createWorkbench } from "./repos/repos.ts";
import type { Repos, Store } from "./store.ts";
import type { ReposFor } from "./unit.ts";
import { createNestingGuard, gatedRepos, gateOf, newUnit, runUnit } from "./unit.ts";

/** One connection, ours until it is given back; a broken one is thrown away. */
export interface Lease {
  readonly connection: PostgresConnection;
  readonly release: (broken: boolean) => void;
}

/** What a Postgres store needs: connections for units, and something to read with beside them. */
export interface PostgresConnections {
  readonly lease: () => Promise<Lease>;
  readonly reader: Database;
  /** Wraps each call of a reading repository. */
  readonly reading: <T>(run: () => Promise<T>) => Promise<T>;
  /** The database's clock, as epoch milliseconds. */
  readonly clock: () => Promise<number>;
  readonly end: () => Promise<void>;
}

interface Bench extends Workbench {
  readonly reposFor: ReposFor;
}

const translated = <T>(run: () => Promise<T>): Promise<T> =>
  run().catch((error: unknown) => {
    throw postgresFailure(error);
  });

/** Runs `work` between BEGIN and COMMIT, and gives the connection back. */
async function inTransaction<T>({ connection, release }: Lease, work: () => Promise<T>): Promise<T> {
  const { run } = connection;
  let broken = false;
  try {
    await run("BEGIN");
    const value = await work();
    // Postgres answers the COMMIT of a spoilt transaction with ROLLBACK, not with an error.
    if ((await run("COMMIT")) !== "COMMIT") throw new AppError("internal", { reason: "rolled back at commit" });
    return value;
  } catch (error) {
    broken = await run("ROLLBACK").then(
      () => false,
      () => true,
    );
    throw error;
  } finally {
    release(broken);
  }
}

/** A store on Postgres connections, migrated; the same for a server far away and for one inside the process. */
export async function createPostgresStore({ lease, reader, reading, clock, end }: PostgresConnections): Promise<Store> {
  const nesting = createNestingGuard();
  const benches = new WeakMap<PostgresConnection, Bench>();
  const benchOf = (connection: PostgresConnection): Bench => {
    const known = benches.get(connection);
    if (known) return known;
    const workbench = createWorkbench(postgresEngine(connection.db, connection.run));
    const made = { ...workbench, reposFor: gatedRepos(workbench.repos) };
    benches.set(connection, made);
    return made;
  };

  const open = new Set<Promise<unknown>>();
  let closing: Promise<void> | undefined;
  const counted = <T>(unit: Promise<T>): Promise<T> => {
    open.add(unit);
    return unit.finally(() => open.delete(unit));
  };

  const write = <T>(work: (repos: Repos, bench: Bench) => Promise<T>): Promise<T> =>
    translated(async () => {
      nesting.refuseNested();
      if (closing) throw new AppError("store_unavailable", { engine: "postgres", reason: "closed" });
      const leased = await lease();
      const bench = benchOf(leased.connection);
      const unit = newUnit();
      const repos = bench.reposFor(gateOf(unit, postgresFailure));
      return inTransaction(leased, () => runUnit(unit, () => nesting.inside(unit, async () => work(repos, bench))));
    });

  await translated(async () => {
    const { connection, release } = await lease();
    await migratePostgres(connection).finally(() => release(false));
  });
  const time = await translated(() => followDatabaseClock(clock));
  const readers = gatedRepos(createWorkbench(postgresEngine(reader)).repos);
  const close = async () => {
    time.stop();
    await Promise.allSettled(open);
    await end();
  };
  return {
    engine: "postgres",
    read: readers((run) => translated(() => reading(run))),
    write: (work) => counted(write((repos) => work(repos))),
    now: time.now,
    ping: () => counted(write((_, bench) => bench.beat())),
    backup: () => Promise.reject(new AppError("internal", { reason: "use pg_dump to copy a Postgres database" })),
    close: () => (closing ??= close()),
  };
}
