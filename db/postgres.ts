import { drizzle } from "drizzle-orm/node-postgres";
import pg from "pg";
import type { PostgresConnection } from "./postgres-engine.ts";
import type { PostgresConnections } from "./postgres-store.ts";
import { createPostgresStore } from "./postgres-store.ts";
import type { Store } from "./store.ts";

export interface PostgresOptions {
  readonly url: string;
  /** Connections for units; 10 by default. Reads have half as many of their own. */
  readonly poolSize?: number;
}

// A unit awaits nothing but its statements, so a transaction that idles has stalled and is keeping others waiting.
const idleInUnitMs = 10_000;
const lockMs = 5_000;
/** For a connection, or for one's turn with those there are: a submission that waits in a burst is kept, one that is refused is not. */
const connectMs = 15_000;
/** Not `now()`, which is when the transaction began. */
const askClock = "select extract(epoch from clock_timestamp()) * 1000 as at";

function createPool(url: string, max: number, settings: string): pg.Pool {
  const pool = new pg.Pool({ connectionString: url, max, connectionTimeoutMillis: connectMs, options: settings });
  // A connection that the server closes is noticed by the next query on it; without a listener it would end the process.
  pool.on("error", () => undefined);
  pool.on("connect", (client) => void client.on("error", () => undefined));
  return pool;
}

function connectionsTo({ url, poolSize = 10 }: PostgresOptions): PostgresConnections {
  const writers = createPool(url, poolSize, `-c idle_in_transaction_session_timeout=${idleInUnitMs} -c lock_timeout=${lockMs}`);
  const readers = createPool(url, Math.max(2, Math.ceil(poolSize / 2)), "-c default_transaction_read_only=on");
  const known = new WeakMap<pg.PoolClient, PostgresConnection>();
  const connectionOf = (client: pg.PoolClient): PostgresConnection => {
    const made = known.get(client) ?? {
      db: drizzle(client),
      run: async (text) => (await client.query(text)).command,
    };
    known.set(client, made);
    return made;
  };
  return {
    async lease() {
      const client = await writers.connect();
      return { connection: connectionOf(client), release: (broken) => client.release(broken) };
    },
    reader: drizzle(readers),
    reading: (run) => run(),
    clock: async () => Number((await readers.query<{ at: string }>(askClock)).rows[0]?.at),
    end: async () => void (await Promise.all([writers.end(), readers.end()])),
  };
}

/** Opens, and migrates where needed, a Postgres database. Throws `store_unavailable` when it cannot be reached. */
export async function openPostgresStore(options: PostgresOptions): Promise<Store> {
  const connections = connectionsTo(options);
  try {
    return await createPostgresStore(connections);
  } catch (error) {
    await connections.end();
    throw error;
  }
}
