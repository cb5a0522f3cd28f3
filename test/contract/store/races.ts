import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { openStore } from "../../../db/open-store.ts";
import type { Store } from "../../../db/store.ts";
import type { Booking } from "../../../server/core/book/booking.ts";
import { childEnvironment } from "../../support/child-environment.ts";
import type { EngineUnderTest } from "./engine.ts";
import { halfHours, racers, reps } from "./racers.ts";
import { noon } from "./samples.ts";

const overlap = (a: Booking, b: Booking): boolean => a.blockStartAt < b.blockEndAt && b.blockStartAt < a.blockEndAt;

/** Pairs of one rep's bookings that overlap. */
export function doubleBookings(bookings: readonly Booking[]): string[] {
  const pairs = bookings.flatMap((a, i) => bookings.slice(i + 1).map((b) => [a, b] as const));
  return pairs.filter(([a, b]) => a.repId === b.repId && overlap(a, b)).map(([a, b]) => `${a.id} ${b.id}`);
}

async function expectWinners(store: Store, won: readonly string[], places: number): Promise<void> {
  const kept = await store.read.bookings.listActive(noon);
  expect(doubleBookings(kept)).toEqual([]);
  expect(kept.map((booking) => booking.id).sort()).toEqual([...won].sort());
  expect(won).toHaveLength(places);
}

interface Racer {
  readonly go: () => Promise<readonly string[]>;
}

/** A forked process with the database open; `go` starts its clients and resolves with what they won. */
export function forkRacer(args: readonly string[]): Promise<Racer> {
  const child = fork(fileURLToPath(new URL("./race-child.ts", import.meta.url)), args, { env: childEnvironment });
  const exited = new Promise<never>((_, reject) =>
    child.once("exit", (code) => reject(new Error(`the child ended with ${code}`))),
  );
  exited.catch(() => undefined);
  const message = () => new Promise<unknown>((resolve) => child.once("message", resolve));
  const go = async (): Promise<readonly string[]> => {
    const answer = message();
    child.send("go");
    return ((await Promise.race([answer, exited])) as { won: string[] }).won;
  };
  return Promise.race([message().then(() => ({ go })), exited]);
}

async function raceInProcesses(url: string): Promise<string[]> {
  // The four open an empty database at the same moment, so they race for its migrations first.
  const children = await Promise.all([0, 50, 100, 150].map((from) => forkRacer([url, "reps", String(from)])));
  return (await Promise.all(children.map((child) => child.go()))).flat();
}

/** Who gets a time when many want it at once, on every engine. */
export function racesContract(engine: () => EngineUnderTest): void {
  const clients = 200;

  describe("200 clients at once", () => {
    test("get each of ten half hours of a rep exactly once", async () => {
      const { store } = await engine().fresh();
      await expectWinners(store, await racers.slots(store, { from: 0, clients }), halfHours);
    });

    test("get one rep each while there are reps, in the same unit, with a job for each", async () => {
      const { store } = await engine().fresh();
      await expectWinners(store, await racers.reps(store, { from: 0, clients }), reps);
      expect((await store.read.jobs.counts()).ready).toBe(reps);
    });

    test("that want overlapping times leave no gap that a loser could have had, and no overlap", async () => {
      const { store } = await engine().fresh();
      const won = await racers.overlaps(store, { from: 0, clients });
      await expectWinners(store, won, won.length);
      expect(await racers.overlaps(store, { from: 0, clients })).toEqual([]);
    });
  });
}

/** The same through several stores and processes; for engines that they can reach. */
export function sharedRacesContract(engine: () => EngineUnderTest): void {
  describe("200 clients in several places", () => {
    test("through two stores on one database are told apart as through one", async () => {
      const { store, another } = await engine().fresh();
      const second = await another!();
      const won = await Promise.all([
        racers.slots(store, { from: 0, clients: 100 }),
        racers.slots(second, { from: 100, clients: 100 }),
      ]);
      await expectWinners(store, won.flat(), halfHours);
    });
    test("in four processes race for one time: exactly as many win as there are reps", async () => {
      const url = await engine().emptyUrl!();
      const won = await raceInProcesses(url);
      const store = await openStore(url);
      await expectWinners(store, won, reps);
      await store.close();
    });
  });
}
