import { expect, test } from "vitest";
import { openStore } from "../../db/open-store.ts";
import { instant } from "../../server/core/time.ts";
import { manySlots } from "../contract/store/racers.ts";
import { doubleBookings, forkRacer } from "../contract/store/races.ts";
import { startPostgres } from "../support/postgres.ts";
import { temporaryFolder } from "../support/run-server.ts";

const processes = 6;

/** Six processes, each of which wants all of the 300 times at once. */
async function expectOneWinnerEach(url: string): Promise<void> {
  const begin = Array.from({ length: processes }, () => forkRacer([url, "many", "0", String(manySlots)]));
  const children = await Promise.all(begin);
  const won = (await Promise.all(children.map((child) => child.go()))).flat();
  const store = await openStore(url);
  const kept = await store.read.bookings.listActive(instant(0));
  await store.close();
  expect(won).toHaveLength(manySlots);
  expect(kept.map(({ id }) => id).toSorted()).toEqual(won.toSorted());
  expect(new Set(kept.map(({ repId, startAt }) => `${repId} ${startAt}`)).size).toBe(manySlots);
  expect(doubleBookings(kept)).toEqual([]);
}

const say = (engine: string) =>
  console.info(
    `fault 11, ${engine}: ${processes * manySlots} tries of ${processes} processes at ${manySlots} times, one winner each`,
  );

test("fault 11: six processes want 300 times at once: each time has exactly one winner, on SQLite", async () => {
  const folder = temporaryFolder("race");
  await expectOneWinnerEach(`file:${folder.path}/race.db`);
  folder.remove();
  say("SQLite");
});

test("fault 11: the same on Postgres", async () => {
  const postgres = await startPostgres();
  await expectOneWinnerEach(await postgres.createDatabase());
  await postgres.stop();
  say("Postgres");
});
