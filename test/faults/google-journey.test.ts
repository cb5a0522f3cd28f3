import { afterEach, beforeEach, expect, test } from "vitest";
import { isLocalCalendar, openCalendar } from "../../server/adapters/calendars/index.ts";
import type { Calendar } from "../../server/core/ports/calendar.ts";
import { instant } from "../../server/core/time.ts";
import { readReceipt } from "../../server/flows/leads/read-receipt.ts";
import type { FakeFault } from "../support/fake-google/faults.ts";
import { type FakeGoogle, startFakeGoogle } from "../support/fake-google/start-fake-google.ts";
import { mondayMorning, openTestWorld, smallSetup, type TestWorld } from "../support/test-world.ts";

const home = "anna@acme.example";
const deadlineMs = 500;
const losses: readonly FakeFault[] = [
  { commit: true, status: 504 },
  { commit: true, drop: true },
  { commit: true, delayMs: "never", status: 200 },
  { status: 503 },
  { status: 429, retryAfter: "5" },
  { status: 403, reason: "rateLimitExceeded", domain: "usageLimits" },
];

let google: FakeGoogle;
let world: TestWorld;
let now = mondayMorning;
/** How long a reading may take at least, however busy the machine is; the test of the deadline takes it away. */
let patienceMs = 0;
beforeEach(async () => {
  now = mondayMorning;
  patienceMs = 15_000;
  google = await startFakeGoogle({ people: [home], now: () => now });
  world = await openWithGoogle();
});
afterEach(async () => {
  await world.close();
  await google.stop();
});

/** Anna's calendar is on the fake; Ben's is our own, and he is asked when she cannot be offered. */
function openWithGoogle(): Promise<TestWorld> {
  const calendar = `{ kind: google, account: ${home}, serviceAccountEnv: HANDRAISE_SECRET_GOOGLE }`;
  const setup = smallSetup
    .replace("email: anna@acme.example", `email: anna@acme.example, calendar: ${calendar}`)
    .replace("members: [anna, ben]", "members: [anna, { repId: ben, weight: 0 }]");
  const kept = new Map<string, Calendar>();
  const deps = { secret: () => google.keyJson, now: () => now, endpoints: google.endpoints };
  return openTestWorld({
    setup,
    env: { HANDRAISE_CALENDAR_DEADLINE_MS: String(deadlineMs) },
    overrides: {
      now: () => now,
      calendars: {
        isLocal: isLocalCalendar,
        open(rep) {
          const calendar = kept.get(rep.id) ?? openCalendar(rep, deps);
          kept.set(rep.id, calendar);
          return { ...calendar, busy: (wish, timeoutMs) => calendar.busy(wish, Math.max(timeoutMs, patienceMs)) };
        },
        openAccount: () => {
          throw new Error("nobody connects here");
        },
        addressProblem: async () => null,
      },
    },
  });
}

function pass(ms: number): void {
  now = instant(now + ms);
}

const lead = (n: number) => ({ email: `someone@firm${n}.example` });
const alive = () =>
  google
    .calendar(home)
    .all()
    .filter(({ status }) => status !== "cancelled");
const tokenOf = (manageUrl: string) => manageUrl.slice(manageUrl.indexOf("#") + 1);

/** Until the jobs have nothing left to try again. */
async function settle(): Promise<void> {
  for (let i = 0; i < 6; i += 1) {
    await world.context.jobs.drain();
    pass(300_000);
  }
}

test("fault 3 and 4: a booking's event is written, moved and removed once, whatever happens to the calls", async () => {
  world.context.jobs.start();
  let trials = 0;
  for (const [i, fault] of losses.entries()) {
    now = instant(mondayMorning + i * 60_000);
    const answer = await world.submit(lead(i));
    expect(answer).toMatchObject({ outcome: "offered", offer: { rep: { name: "Anna" } } });
    google.fail("events.insert", fault);
    const booked = await world.book(answer);
    if (booked.outcome !== "booked") throw new Error(booked.outcome);
    await settle();
    expect(alive()).toHaveLength(1);
    google.fail("events.patch", fault);
    const token = tokenOf(booked.manageUrl);
    const moved = await world.post("/v1/bookings/reschedule", {
      token,
      start: `2026-06-17T${String(8 + i).padStart(2, "0")}:00:00Z`,
    });
    expect(await moved.json()).toMatchObject({ outcome: "ok" });
    await settle();
    expect(alive().map(({ start }) => start?.dateTime)).toEqual([`2026-06-17T${String(10 + i).padStart(2, "0")}:00:00+02:00`]);
    google.fail("events.delete", fault);
    await world.post("/v1/bookings/cancel", { token });
    await settle();
    expect(alive()).toEqual([]);
    trials += 3;
  }
  console.info(`faults 3 and 4, Google, through a booking's life: ${trials} trials, one event or none after each`);
});

const offeredTo = (name: string) => ({ outcome: "offered", offer: { rep: { name } } });

async function reasonOf(leadId: string): Promise<string | undefined> {
  const found = await readReceipt(world.context.world, `lead_${leadId.slice(5)}`);
  return found?.receipt.pools[0]?.reps.find((rep) => rep.id === "anna")?.reason;
}

test("a visitor moves a meeting into time that the meeting itself holds in Google", async () => {
  world.context.jobs.start();
  const answer = await world.submit(lead(1));
  const booked = await world.book(answer, Date.parse("2026-06-15T10:00:00Z") / 60_000);
  if (booked.outcome !== "booked") throw new Error(booked.outcome);
  await world.context.jobs.drain();
  google.put(home, { start: { dateTime: "2026-06-15T12:00:00Z" }, end: { dateTime: "2026-06-15T13:00:00Z" } });
  pass(600_000);
  const token = tokenOf(booked.manageUrl);
  const again = await world.post("/v1/bookings/reschedule", { token, start: "2026-06-15T12:00:00Z" });
  expect(await again.json()).not.toMatchObject({ outcome: "ok" });
  const moved = await world.post("/v1/bookings/reschedule", { token, start: "2026-06-15T11:00:00Z" });
  expect(await moved.json()).toMatchObject({ outcome: "ok" });
});

test("fault 5: a rep whose grant is gone is left out as lost, the next one is offered, and Google is not stormed", async () => {
  expect(await world.submit(lead(0))).toMatchObject(offeredTo("Anna"));
  google.revoke(home);
  pass(600_000);
  google.calls.length = 0;
  const trials = 20;
  for (let i = 1; i <= trials; i += 1) {
    const answer = await world.submit(lead(i));
    expect(answer).toMatchObject(offeredTo("Ben"));
    expect(await reasonOf(answer.leadId)).toBe("calendar_lost");
  }
  expect(google.calls.length).toBeLessThanOrEqual(4);
  console.info(`fault 5, Google: ${trials} leads, none offered to the lost rep, ${google.calls.length} questions to Google`);
});

test("fault 9: a calendar of which Google cannot say when it is busy is never free", async () => {
  const reasons = ["internalError", "notFound", "somethingNew"];
  for (const [i, reason] of reasons.entries()) {
    google.breakCalendar(home, reason);
    pass(3_600_000);
    const answer = await world.submit(lead(i));
    expect(answer).toMatchObject(offeredTo("Ben"));
    expect(await reasonOf(answer.leadId)).toBe("calendar_unread");
  }
  console.info(`fault 9, Google: ${reasons.length} leads, none offered to the rep who cannot be read`);
});

test("fault 10: with Google silent a lead is answered at the deadline, and at once while the reading is fresh", async () => {
  expect(await world.submit(lead(0))).toMatchObject(offeredTo("Anna"));
  google.fail("freebusy.query", { delayMs: "never", times: 100 });
  patienceMs = 0;
  const timed = async (n: number, name: string): Promise<number> => {
    const begun = performance.now();
    expect(await world.submit(lead(n))).toMatchObject(offeredTo(name));
    return performance.now() - begun;
  };
  const fresh = [];
  for (let i = 1; i <= 10; i += 1) fresh.push(await timed(i, "Anna"));
  expect(Math.max(...fresh)).toBeLessThan(deadlineMs);
  pass(3_600_000);
  const stale = [];
  for (let i = 11; i <= 15; i += 1) stale.push(await timed(i, "Ben"));
  expect(Math.max(...stale)).toBeLessThan(deadlineMs + 1_000);
  console.info(
    `fault 10, Google silent: ${fresh.length} leads from what is known in ≤ ${Math.ceil(Math.max(...fresh))} ms, ${stale.length} later ones in ≤ ${Math.ceil(Math.max(...stale))} ms`,
  );
});
