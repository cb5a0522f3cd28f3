import { afterEach, describe, expect, test } from "vitest";
import type { Calendar, CalendarEvent, CalendarFailure, CalendarRef } from "../../server/core/ports/calendar.ts";
import type { Mail, MailResult } from "../../server/core/ports/mail.ts";
import { type Instant, instant } from "../../server/core/time.ts";
import { manageToken } from "../../server/flows/bookings/manage-token.ts";
import { mondayMorning, openTestWorld, smallSetup, type TestWorld } from "../support/test-world.ts";

const minuteMs = 60_000;
const hour = 60 * minuteMs;

let world: TestWorld;
let now: Instant = mondayMorning;
afterEach(() => world.close());

/** Calendars and a mail server that fail as they are told; what they took is kept. */
function outside() {
  const events = new Map<string, CalendarEvent>();
  const mails: Mail[] = [];
  const knobs: { failure: CalendarFailure | null; mail: MailResult; joinUrl: string | null } = {
    failure: null,
    mail: { kind: "accepted" },
    joinUrl: null,
  };
  const answer = async <T>(work: () => T) => {
    if (knobs.failure) return { ok: false as const, failure: knobs.failure };
    return { ok: true as const, value: work() };
  };
  const put = (event: CalendarEvent) =>
    answer((): CalendarRef => {
      events.set(event.uid, event);
      return { url: `memory:${event.uid}`, ...(knobs.joinUrl ? { joinUrl: knobs.joinUrl } : {}) };
    });
  const calendar: Calendar = {
    busy: async () => ({ ok: true, value: [] }),
    create: put,
    update: (_ref, event) => put(event),
    cancel: (_ref, uid) =>
      answer(() => {
        events.delete(uid);
        return null;
      }),
  };
  const mailer = {
    async send(mail: Mail) {
      if (knobs.mail.kind === "accepted") mails.push(mail);
      return knobs.mail;
    },
    close: async () => undefined,
  };
  const calendars = {
    open: () => calendar,
    // As an outside one whose readings are at hand: reps get no invite beside their event.
    isLocal: () => true,
    openAccount: () => calendar,
    addressProblem: async () => null,
  };
  return { events, mails, knobs, overrides: { calendars, mailer, now: () => now } };
}

async function open(setup: string, overrides: ReturnType<typeof outside>["overrides"]): Promise<void> {
  now = mondayMorning;
  world = await openTestWorld({ setup, overrides });
  world.context.jobs.start();
}

const book = async () => {
  const answer = await world.submit({ email: "vera@firm.example" });
  const booked = await world.book(answer);
  if (booked.outcome !== "booked") throw new Error(booked.outcome);
  const [booking] = await world.context.world.store.read.bookings.listByLead(`lead_${answer.leadId.slice(5)}`);
  if (!booking) throw new Error("no booking");
  return booking;
};
const bookingNow = async (id: `bk_${string}`) => world.context.world.store.read.bookings.find(id);

/** Lets jobs that are to be tried again come due, so many times. */
async function pass(times: number, ms = hour): Promise<void> {
  for (let i = 0; i < times; i++) {
    await world.context.jobs.drain();
    now = instant(now + ms);
  }
  await world.context.jobs.drain();
}

describe("a calendar that does not take the event", () => {
  const failures: readonly CalendarFailure[] = [
    { kind: "auth_lost", message: "revoked" },
    { kind: "refused", message: "no" },
    { kind: "not_found", message: "gone" },
  ];
  test.each(failures)(
    "$kind: the meeting is confirmed by the invite that the mail server took, and by the calendar once it does",
    async (failure) => {
      const { events, mails, knobs, overrides } = outside();
      await open(smallSetup.replace("days: 3", "days: 10"), overrides);
      knobs.failure = failure;
      const { id } = await book();
      await world.context.jobs.drain();
      expect(await bookingNow(id)).toMatchObject({ status: "confirmed", confirmedBy: "mail" });
      const kinds = mails.map((mail) => mail.id.split(".").slice(2).join(" ")).toSorted();
      expect(kinds).toEqual(["booked rep", "booked visitor", "confirmed rep", "confirmed visitor"]);
      expect(mails.find((mail) => mail.id.endsWith("confirmed.rep"))?.invite).toMatchObject({ method: "REQUEST" });
      knobs.failure = null;
      await pass(3, 60_000);
      expect(await bookingNow(id)).toMatchObject({ status: "confirmed", confirmedBy: "calendar" });
      expect(events.size).toBe(1);
      expect(mails).toHaveLength(4);
    },
  );

  test("until the meeting is over: the event of a meeting that took place is neither written late nor taken away", async () => {
    const { events, knobs, overrides } = outside();
    await open(smallSetup, overrides);
    const { id, uid, endAt } = await book();
    await world.context.jobs.drain();
    expect([...events.keys()]).toEqual([uid]);
    now = endAt;
    await world.context.rounds.once();
    expect(await bookingNow(id)).toMatchObject({ status: "completed" });
    const payload = { bookingId: id, sequence: 0 };
    await world.context.world.store.write((repos) =>
      repos.jobs.enqueue({ id: "job_late", kind: "write_event", uniqueKey: "late", payload, runAt: now }),
    );
    world.context.jobs.wake();
    await world.context.jobs.drain();
    expect([...events.keys()]).toEqual([uid]);
    expect(knobs.failure).toBeNull();
  });

  test("and a mail server that refuses the stand-in: the meeting is booked and never said to be confirmed", async () => {
    const { knobs, overrides } = outside();
    await open(smallSetup, overrides);
    knobs.failure = { kind: "auth_lost", message: "revoked" };
    knobs.mail = { kind: "refused", message: "550" };
    const { id } = await book();
    await pass(3, 60_000);
    expect(await bookingNow(id)).toMatchObject({ status: "booked" });
    expect((await bookingNow(id))?.confirmedBy).toBeUndefined();
  });

  test("out of reach for a moment: it is tried again, and no mail stands in before the fifth time", async () => {
    const { events, mails, knobs, overrides } = outside();
    await open(smallSetup.replace("days: 3", "days: 10"), overrides);
    knobs.failure = { kind: "unreachable", message: "503" };
    const { id } = await book();
    await pass(3, 10_000);
    expect(await bookingNow(id)).toMatchObject({ status: "booked" });
    expect(mails).toHaveLength(2);
    await pass(4, 120_000);
    expect(await bookingNow(id)).toMatchObject({ status: "confirmed", confirmedBy: "mail" });
    knobs.failure = null;
    await pass(2);
    expect(events.size).toBe(1);
  });
});

describe("a video link that the calendar makes", () => {
  const meet = smallSetup.replace("name: Demo,", "name: Demo, location: { kind: meet },");

  test("stands in the visitor's mail, which waits for it, and then on the meeting's page", async () => {
    const { mails, knobs, overrides } = outside();
    await open(meet, overrides);
    knobs.failure = { kind: "unreachable", message: "503" };
    knobs.joinUrl = "https://meet.google.com/abc-defg-hij";
    const { id } = await book();
    await world.context.jobs.drain();
    expect(mails.map((mail) => mail.to.email)).not.toContain("vera@firm.example");
    const token = manageToken(world.context.world.digests, id);
    const place = async () => (await world.post("/v1/bookings/view", { token })).text();
    expect(await place()).toContain('"locationText":null');
    knobs.failure = null;
    await pass(3, 10_000);
    expect(await bookingNow(id)).toMatchObject({ calendarRef: { joinUrl: "https://meet.google.com/abc-defg-hij" } });
    const mail = mails.find((one) => one.to.email === "vera@firm.example");
    expect(`${mail?.text}${mail?.invite?.ics.replaceAll("\r\n ", "")}`).toMatch(/meet\.google\.com.*meet\.google\.com/s);
    expect(await place()).toContain('"locationText":"https://meet.google.com/abc-defg-hij"');
  });

  test("that does not come keeps nobody waiting: the mail goes without it", async () => {
    const { mails, knobs, overrides } = outside();
    await open(meet, overrides);
    knobs.failure = { kind: "unreachable", message: "503" };
    await book();
    await pass(5, 60_000);
    expect(mails.some((mail) => mail.to.email === "vera@firm.example")).toBe(true);
  });
});

test("fault 12: as many visitors as reps want one time at once; all of them have it, and every turn is counted", async () => {
  const { overrides } = outside();
  const reps = Array.from({ length: 20 }, (_, i) => `  - { id: r${i}, name: R${i}, email: r${i}@acme.example }`).join("\n");
  const ids = Array.from({ length: 20 }, (_, i) => `r${i}`).join(", ");
  let trials = 0;
  for (const offer of ["rep", "any"] as const) {
    if (trials > 0) await world.close();
    const setup = smallSetup.replace(
      /reps:[\s\S]*pools:\n.*\n/,
      `reps:\n${reps}\npools:\n  - { id: sales, members: [${ids}], offer: ${offer}, everybodyAway: { kind: message, text: Later. } }\n`,
    );
    await open(setup, overrides);
    const answers = await Promise.all(Array.from({ length: 20 }, (_, i) => world.submit({ email: `someone@firm${i}.example` })));
    const minute = mondayMorning / minuteMs + 60;
    const booked = await Promise.all(answers.map((answer) => world.book(answer, minute)));
    expect(booked.filter(({ outcome }) => outcome === "booked")).toHaveLength(20);
    const { store } = world.context.world;
    expect(new Set((await store.read.bookings.listActive(mondayMorning)).map(({ repId }) => repId)).size).toBe(20);
    const balance = new Map<string, number>();
    for (const { repId, turns } of await store.read.ledger.after("sales", 0))
      balance.set(repId, (balance.get(repId) ?? 0) + turns);
    expect([...balance.values()].filter((turns) => turns !== 0)).toEqual(Array(20).fill(1));
    trials += 20;
  }
  console.info(`fault 12: ${trials} visitors on one time, each with a rep of their own and one turn a rep`);
});

test("fault 16: a clock that jumps two hours on and back sends nothing twice and nothing before its time by more than the jump", async () => {
  const { mails, overrides } = outside();
  await open(smallSetup.replace("name: Demo,", "name: Demo, reminders: [60],"), overrides);
  const answer = await world.submit({ email: "vera@firm.example" });
  const booked = await world.book(answer, Date.parse("2026-06-15T12:00:00Z") / minuteMs);
  expect(booked.outcome).toBe("booked");
  const reminders = () => mails.filter((mail) => mail.id.includes("reminder")).length;
  let trials = 0;
  for (const jump of [2 * hour, -2 * hour, 2 * hour, -2 * hour]) {
    now = instant(now + jump);
    await world.context.rounds.once();
    await world.context.jobs.drain();
    trials += 1;
    expect(reminders()).toBe(0);
  }
  now = instant(Date.parse("2026-06-15T11:00:00Z"));
  for (const jump of [0, -2 * hour, 2 * hour, 2 * hour, -2 * hour]) {
    now = instant(now + jump);
    await world.context.rounds.once();
    await world.context.jobs.drain();
    trials += 1;
    expect(reminders()).toBe(1);
  }
  const { store } = world.context.world;
  expect(await store.read.jobs.counts()).toMatchObject({ ready: 0, leased: 0, dead: 0 });
  expect(new Set(mails.map(({ id }) => id)).size).toBe(mails.length);
  console.info(`fault 16: ${trials} jumps of the clock, one reminder`);
});
