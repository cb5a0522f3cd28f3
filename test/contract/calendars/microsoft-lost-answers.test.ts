import { describe, expect, test, vi } from "vitest";
import type { Calendar, CalendarResult } from "../../../server/core/ports/calendar.ts";
import { deadlineMs, failureOf, failureWithin, june, untilDone, valueOf } from "../../support/calendar-calls.ts";
import type { GraphRoute, GraphTrouble } from "../../support/fake-graph/graph-faults.ts";
import { startFakeGraph } from "../../support/fake-graph/start-fake-graph.ts";
import { stillGraphForFile, tell } from "../../support/graph-for-file.ts";
import { mailboxAddress, meeting, moved, openMailbox } from "../../support/microsoft-account.ts";

const { fake, mailbox, now, open } = await stillGraphForFile();

const ways: readonly (readonly [string, GraphTrouble])[] = [
  ["is answered with a 504", { after: "commit", status: 504 }],
  ["is answered with a 500", { after: "commit", status: 500 }],
  ["is cut off", { after: "commit", ending: "drop" }],
];

describe("a request that is done, and then", () => {
  test.each(ways)("%s, makes one event after retries", async (name, trouble) => {
    const trials = 40;
    for (let trial = 0; trial < trials; trial += 1) {
      const calendar = open();
      const event = { ...meeting, uid: `bk_${trial}@handraise` };
      const later = { ...moved, uid: event.uid };
      // Also several losses in a row, and a move that overtakes the creation.
      fake.faults.set("createEvent", { ...trouble, times: 1 + (trial % 3) });
      fake.faults.set("updateEvent", { ...trouble, times: trial % 2 });
      fake.faults.set("deleteEvent", { ...trouble, times: trial % 2 });
      const made = trial % 4 === 3 ? null : await untilDone(() => calendar.create(event, deadlineMs));
      if (made) expect(made.failures).toBeGreaterThan(0);
      expect(mailbox().events.size).toBe(made ? 1 : 0);
      const next = await untilDone(() => calendar.update(made?.value ?? null, later, deadlineMs));
      expect(mailbox().events.size).toBe(1);
      expect([...mailbox().events.values()][0]?.start).toBe("2026-06-16T12:00:00.000Z");
      await untilDone(() => calendar.cancel(next.value, event.uid, deadlineMs));
      expect(mailbox().events.size).toBe(0);
      fake.faults.clear();
    }
    tell(`a request ${name} after it is done`, trials);
  });

  test.each(ways)("%s, is not repeated by anybody but us", async (_name, trouble) => {
    fake.faults.set("createEvent", trouble);
    expect(failureOf(await open().create(meeting, deadlineMs)).kind).toBe("unreachable");
    expect(fake.faults.asked("createEvent")).toBe(1);
  });
});

describe("a creation that nobody waits for any more", () => {
  test.each<readonly [string, GraphTrouble]>([
    ["was done, and its answer never came", { after: "commit", ending: "silence", times: 1 }],
    ["is done only after the next attempt", { delayMs: 400, times: 1 }],
  ])("%s: one event", async (name, trouble) => {
    const trials = 6;
    for (let trial = 0; trial < trials; trial += 1) {
      const slow = await startFakeGraph(now);
      const { events } = slow.addMailbox(mailboxAddress);
      const calendar = openMailbox(slow, {}, { now });
      slow.faults.set("createEvent", trouble);
      await failureWithin(1_500, calendar.create(meeting, 200));
      const ref = valueOf(await calendar.create(meeting, deadlineMs));
      if (trouble.delayMs) await vi.waitFor(() => expect(slow.load.running.get(mailboxAddress)).toBe(0));
      expect([...events.keys()].map((id) => ref.url.endsWith(encodeURIComponent(id)))).toEqual([true]);
      expect(slow.faults.asked("createEvent")).toBe(trouble.delayMs ? 2 : 1);
      await slow.stop();
    }
    tell(`a creation that ${name}`, trials);
  });
});

describe("a calendar that does not answer is unreachable within the deadline", () => {
  const limitMs = 250;
  const slowRoutes: readonly (readonly [GraphRoute, (calendar: Calendar) => Promise<CalendarResult<unknown>>])[] = [
    ["token", (calendar) => calendar.busy(june, limitMs)],
    ["getSchedule", (calendar) => calendar.busy(june, limitMs)],
    ["calendarView", (calendar) => calendar.busy({ ...june, ignoreUids: ["x"] }, limitMs)],
    ["listEvents", (calendar) => calendar.create(meeting, limitMs)],
    ["createEvent", (calendar) => calendar.create(meeting, limitMs)],
    ["calendars", (calendar) => calendar.cancel(null, meeting.uid, limitMs)],
  ];
  test.each<readonly [string, GraphTrouble]>([
    ["5 s late", { delayMs: 5_000 }],
    ["30 s late", { delayMs: 30_000 }],
    ["never", { ending: "silence" }],
  ])("%s", async (name, trouble) => {
    for (const [route, work] of slowRoutes) {
      // Each on a service of its own: what is still on its way there would take its lanes.
      const slow = await startFakeGraph(now);
      slow.addMailbox(mailboxAddress);
      slow.faults.set(route, trouble);
      const failure = await failureWithin(limitMs + 1_000, work(openMailbox(slow, {}, { now })));
      expect(failure, route).toEqual({ kind: "unreachable", message: "Microsoft did not answer in time" });
      await slow.stop();
    }
    tell(`an answer that comes ${name}`, slowRoutes.length);
  });

  test("also for those that wait for a lane, and the lanes are free afterwards", async () => {
    const slow = await startFakeGraph(now);
    slow.addMailbox(mailboxAddress);
    const calendar = openMailbox(slow, {}, { now });
    slow.faults.set("getSchedule", { ending: "silence", times: 4 });
    const calls = Array.from({ length: 12 }, () => failureWithin(limitMs + 1_000, calendar.busy(june, limitMs)));
    for (const failure of await Promise.all(calls)) expect(failure.kind).toBe("unreachable");
    expect(slow.faults.asked("getSchedule")).toBe(4);
    // The service still has its four: it says so at once, which shows that nobody waits for a lane here.
    expect(failureOf(await calendar.busy(june, deadlineMs)).kind).toBe("rate_limited");
    await slow.stop();
    expect(failureOf(await calendar.busy(june, deadlineMs)).kind).toBe("unreachable");
  });

  test("a sign-in that one caller gave up on serves the next", async () => {
    fake.faults.set("token", { delayMs: 400 });
    const calendar = open();
    expect((await failureWithin(350, calendar.busy(june, 100))).kind).toBe("unreachable");
    expect(valueOf(await calendar.busy(june, deadlineMs))).toEqual([]);
    expect(fake.faults.asked("token")).toBe(1);
  });
});

describe("somebody else is faster", () => {
  test("twice: the change is tried on the newest state once, and then left to the next attempt", async () => {
    const calendar = open();
    const ref = valueOf(await calendar.create(meeting, deadlineMs));
    fake.faults.set("updateEvent", { status: 412, code: "ErrorIrresolvableConflict" });
    expect(failureOf(await calendar.update(ref, moved, deadlineMs)).kind).toBe("unreachable");
    expect(fake.faults.asked("updateEvent")).toBe(2);
    fake.faults.clear();
    valueOf(await calendar.update(ref, moved, deadlineMs));
    expect(mailbox().events.size).toBe(1);
  });

  test("and deletes it between the refusal and the reading: it comes back", async () => {
    const calendar = open();
    const ref = valueOf(await calendar.create(meeting, deadlineMs));
    mailbox().events.clear();
    fake.faults.set("updateEvent", { status: 412, code: "ErrorIrresolvableConflict", times: 1 });
    valueOf(await calendar.update(ref, moved, deadlineMs));
    expect([...mailbox().events.values()].map(({ start }) => start)).toEqual(["2026-06-16T12:00:00.000Z"]);
  });
});
