import { copyFileSync } from "node:fs";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openStore } from "../../db/open-store.ts";
import type { Store } from "../../db/store.ts";
import { isOpen } from "../../server/core/book/booking.ts";
import type { Calendar, CalendarEvent } from "../../server/core/ports/calendar.ts";
import { instant } from "../../server/core/time.ts";
import { reassignBooking } from "../../server/flows/bookings/reassign-booking.ts";
import { startPostgres } from "../support/postgres.ts";
import { temporaryFolder } from "../support/run-server.ts";
import { mondayMorning, openTestWorld, smallSetup, submissionId, type TestWorld } from "../support/test-world.ts";

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder("steps");
});
afterEach(() => folder.remove());

/** What outlives a process: everybody's calendar, and the mails that the mail server took. */
function outside() {
  return { events: new Map<string, CalendarEvent>(), mails: [] as string[] };
}
type Outside = ReturnType<typeof outside>;

/** Counts the steps of a process and stops it for good at one of them: from there on nothing that it does has any effect. */
function mortal(dieAt: number) {
  const death = Promise.withResolvers<void>();
  let steps = 0;
  let dead = false;
  const step = async (): Promise<void> => {
    steps += 1;
    if (steps === dieAt) {
      dead = true;
      death.resolve();
    }
    if (dead) await new Promise(() => {});
  };
  return { step, died: death.promise, steps: () => steps };
}
type Mortal = ReturnType<typeof mortal>;

function mortalStore(store: Store, { step }: Mortal): Store {
  return {
    ...store,
    async write(unit) {
      await step();
      const result = await store.write(unit);
      await step();
      return result;
    },
  };
}

function mortalParts({ events, mails }: Outside, { step }: Mortal) {
  const around = async <T>(work: () => T): Promise<{ ok: true; value: T }> => {
    await step();
    const value = work();
    await step();
    return { ok: true, value };
  };
  const calendarOf = (repId: string): Calendar => {
    const put = (event: CalendarEvent) =>
      around(() => {
        events.set(`${repId} ${event.uid}`, event);
        return { url: `outside:${event.uid}` };
      });
    return {
      busy: async () => ({ ok: true, value: [] }),
      create: put,
      update: (_ref, event) => put(event),
      cancel: (_ref, uid) =>
        around(() => {
          events.delete(`${repId} ${uid}`);
          return null;
        }),
    };
  };
  return {
    calendars: {
      open: ({ id }: { readonly id: string }) => calendarOf(id),
      isLocal: () => true,
      openAccount: () => calendarOf("nobody"),
      addressProblem: async () => null,
    },
    mailer: {
      async send({ id }: { readonly id: string }) {
        await around(() => mails.push(id));
        return { kind: "accepted" as const };
      },
      close: async () => undefined,
    },
  };
}

const submission = submissionId();

/** A visitor books, moves and an operator reassigns; each may be asked again, as a page and a person do after a lost answer. */
async function live(world: TestWorld): Promise<void> {
  const { store } = world.context.world;
  const answer = await world.submit({ email: "vera@firm.example" }, submission);
  const booked = await world.book(answer, Date.parse("2026-06-15T09:00:00Z") / 60_000);
  if (booked.outcome !== "booked") throw new Error(booked.outcome);
  await world.context.jobs.drain();
  const token = booked.manageUrl.slice(booked.manageUrl.indexOf("#") + 1);
  await world.post("/v1/bookings/reschedule", { token, start: "2026-06-16T09:00:00Z" });
  await world.context.jobs.drain();
  const rows = await store.read.bookings.listByLead(`lead_${answer.leadId.slice(5)}`);
  const anna = rows.find(({ repId, status }) => repId === "anna" && isOpen(status));
  if (anna) await reassignBooking(world.context.world, { bookingId: anna.id, by: "operator" });
  await world.context.jobs.drain();
}

/** What every life begins with: a live setup, and a visitor who has submitted. */
async function prepare(databaseUrl: string): Promise<void> {
  const world = await openTestWorld({ databaseUrl, setup: smallSetup });
  await world.submit({ email: "vera@firm.example" }, submission);
  await world.close();
}

/** Runs the life with a process that dies at a step, then with another one that finds what is left. The steps of the first. */
async function dieAndRecover(databaseUrl: string, dieAt: number): Promise<number> {
  const there = outside();
  const first = mortal(dieAt);
  const store = await openStore(databaseUrl);
  const dying = await openTestWorld({
    setup: null,
    overrides: { store: mortalStore(store, first), ...mortalParts(there, first) },
  });
  dying.context.jobs.start();
  await Promise.race([live(dying), first.died]);
  // Its lease is not handed back, for the dead write nothing.
  void dying.context.jobs.stop(0);
  const second = mortal(0);
  const next = await openTestWorld({ databaseUrl, setup: null, overrides: mortalParts(there, second) });
  // The leases of the process that died have run out; the offer has not.
  next.setNow(instant(mondayMorning + 120_000));
  next.context.jobs.start();
  await live(next);
  await next.context.jobs.drain();
  await expectOneMeeting(next, there, dieAt);
  await next.close();
  await store.close();
  return first.steps();
}

async function expectOneMeeting(world: TestWorld, { events, mails }: Outside, dieAt: number): Promise<void> {
  const { store } = world.context.world;
  const active = (await store.read.bookings.listActive(mondayMorning)).filter(({ status }) => isOpen(status));
  const where = `died at step ${dieAt}`;
  expect(
    active.map(({ repId, startAt, status }) => [repId, startAt, status]),
    where,
  ).toEqual([["ben", Date.parse("2026-06-16T09:00:00Z"), "confirmed"]]);
  expect(
    [...events.values()].map(({ uid, startAt }) => [uid, startAt]),
    where,
  ).toEqual([[active[0]?.uid, active[0]?.startAt]]);
  expect([...events.keys()][0]?.split(" ")[0], where).toBe("ben");
  expect(await store.read.jobs.counts(), where).toMatchObject({ ready: 0, leased: 0, dead: 0 });
  // A mail that was taken just before the end may be sent again, under the same Message-ID; never another of its kind.
  const kinds = [...new Set(mails)].map((id) => id.split(".").slice(1).join("."));
  expect(new Set(kinds).size, where).toBe(kinds.length);
}

async function everyStep(freshUrl: (i: number) => Promise<string>): Promise<number> {
  let trials = 0;
  for (let dieAt = 1; ; dieAt++) {
    const steps = await dieAndRecover(await freshUrl(dieAt), dieAt);
    if (steps < dieAt) return trials;
    trials += 1;
  }
}

test("fault 2: a process that ends at any step of a booking's life leaves one booking, one event and one mail of each kind, on SQLite", async () => {
  await prepare(`file:${folder.path}/prepared.db`);
  const trials = await everyStep(async (i) => {
    copyFileSync(`${folder.path}/prepared.db`, `${folder.path}/steps-${i}.db`);
    return `file:${folder.path}/steps-${i}.db`;
  });
  console.info(`fault 2, SQLite: ${trials} ends of a process, one at each step from book to reassign; one event after each`);
  expect(trials).toBeGreaterThan(40);
});

test("fault 2: the same on Postgres", async () => {
  const postgres = await startPostgres();
  try {
    const prepared = await postgres.createDatabase();
    await prepare(prepared);
    const trials = await everyStep(() => postgres.createDatabase(prepared));
    console.info(`fault 2, Postgres: ${trials} ends of a process, one event after each`);
    expect(trials).toBeGreaterThan(40);
  } finally {
    await postgres.stop();
  }
});

test("two workers that share a database write one event for each meeting, whoever has its jobs", async () => {
  const databaseUrl = `file:${folder.path}/two.db`;
  const there = outside();
  const trials = 12;
  const setup = smallSetup.replace("days: 3", "days: 10");
  const one = await openTestWorld({ databaseUrl, setup, overrides: mortalParts(there, mortal(0)) });
  const two = await openTestWorld({ databaseUrl, setup: null, overrides: mortalParts(there, mortal(0)) });
  for (const world of [one, two]) world.context.jobs.start();
  let booked = 0;
  for (let i = 0; i < trials; i++) {
    const world = i % 2 === 0 ? one : two;
    const answer = await world.submit({ email: `someone@firm${i}.example` });
    if ((await world.book(answer)).outcome === "booked") booked += 1;
    one.context.jobs.wake();
    two.context.jobs.wake();
  }
  await Promise.all([one.context.jobs.drain(), two.context.jobs.drain()]);
  await expect.poll(async () => (await one.context.world.store.read.jobs.counts()).leased, { timeout: 10_000 }).toBe(0);
  console.info(`two workers: ${booked} meetings, ${there.events.size} events, ${there.mails.length} mails`);
  expect(booked).toBe(trials);
  expect(there.events.size).toBe(trials);
  expect(new Set(there.mails).size).toBe(there.mails.length);
  expect(there.mails).toHaveLength(trials * 2);
  await one.close();
  await two.close();
});
