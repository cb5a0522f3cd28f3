import { PGlite } from "@electric-sql/pglite";
import { btree_gist } from "@electric-sql/pglite/contrib/btree_gist";
import { getTableName } from "drizzle-orm";
import { drizzle } from "drizzle-orm/pglite";
import { postgresKit } from "../../db/kit.ts";
import type { PostgresConnections } from "../../db/postgres-store.ts";
import { createPostgresStore } from "../../db/postgres-store.ts";
import { tables } from "../../db/schema/tables.ts";
import type { Store } from "../../db/store.ts";

/** A door that one at a time goes through, in the order of arrival; `enter` gives the way to leave. */
function createTurnstile() {
  let last: Promise<void> = Promise.resolve();
  return async function enter(): Promise<() => void> {
    const before = last;
    let leave = (): void => undefined;
    last = new Promise<void>((resolve) => (leave = resolve));
    await before;
    return leave;
  };
}

function connectionTo(client: PGlite): PostgresConnections {
  const db = drizzle(client);
  const enter = createTurnstile();
  const run = async (text: string) => {
    await client.exec(text);
    return text.split(" ", 1)[0] ?? "";
  };
  const connection = { db, run };
  return {
    lease: async () => ({ connection, release: await enter() }),
    reader: db,
    async reading(read) {
      const leave = await enter();
      return read().finally(leave);
    },
    clock: async () => Date.now(),
    end: async () => undefined,
  };
}

export interface TestPglite {
  /** A store on empty tables; the one that was given out before must be closed. */
  freshStore(): Promise<Store>;
  stop(): Promise<void>;
}

/**
 * Postgres inside this process, for SQL without a server. It has one connection, so a read waits for the unit that is open:
 * never read through `store.read` inside a unit here.
 */
export async function startPglite(): Promise<TestPglite> {
  const client = await PGlite.create({ extensions: { btree_gist } });
  const everyTable = Object.values(tables(postgresKit)).map((table) => getTableName(table));
  return {
    async freshStore() {
      const store = await createPostgresStore(connectionTo(client));
      await client.exec(`truncate ${everyTable.join(", ")}`);
      return store;
    },
    stop: () => client.close(),
  };
}
