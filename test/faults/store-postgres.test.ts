import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openPostgresStore } from "../../db/postgres.ts";
import { aBooking, aLead, anEntry } from "../contract/store/samples.ts";
import type { TestPostgres } from "../support/postgres.ts";
import { startPostgres } from "../support/postgres.ts";

let server: TestPostgres;
beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server.stop());

async function inDatabase(url: string, statement: string): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  await client.query(statement);
  await client.end();
}

const dropConnections =
  "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()";

test("a connection that is lost within a unit fails that unit alone, as store_unavailable", async () => {
  const url = await server.createDatabase();
  const store = await openPostgresStore({ url });
  const lead = aLead();
  const unit = store.write(async (repos) => {
    await repos.leads.insert(lead);
    await inDatabase(url, dropConnections);
    await repos.leads.insert(aLead());
  });
  await expect(unit).rejects.toMatchObject({ code: "store_unavailable" });
  await store.write((repos) => repos.leads.insert(aLead()));
  expect(await store.read.leads.find(lead.id)).toBeNull();
  expect(await store.read.leads.list({ limit: 5 })).toHaveLength(1);
  await store.close();
});

test("two units that wait for each other do not wait for ever: one is kept, one may be sent again", async () => {
  const store = await openPostgresStore({ url: await server.createDatabase() });
  let met = 0;
  let meet = (): void => undefined;
  const bothBegan = new Promise<void>((resolve) => (meet = resolve));
  const unit = (first: string, second: string) =>
    store.write(async (repos) => {
      await repos.ledger.append(anEntry(first, 1));
      if (++met === 2) meet();
      await bothBegan;
      await repos.ledger.append(anEntry(second, 1));
    });
  const outcomes = await Promise.allSettled([unit("a", "b"), unit("b", "a")]);
  expect(outcomes.map((outcome) => outcome.status).sort()).toEqual(["fulfilled", "rejected"]);
  expect(outcomes.find((outcome) => outcome.status === "rejected")).toMatchObject({ reason: { code: "store_unavailable" } });
  await store.close();
});

test("a database that became read-only answers store_unavailable to a ping and goes on reading", async () => {
  const url = await server.createDatabase();
  const store = await openPostgresStore({ url });
  const booking = aBooking("rep-a", [0, 30]);
  await store.write((repos) => repos.bookings.insert(booking));
  await inDatabase(
    url,
    "do $$ begin execute format('alter database %I set default_transaction_read_only = on', current_database()); end $$",
  );
  await inDatabase(url, dropConnections);
  await expect(store.ping()).rejects.toMatchObject({ code: "store_unavailable" });
  expect(await store.read.bookings.find(booking.id)).toEqual(booking);
  await store.close();
});
