import { describe, expect, test } from "vitest";
import type { CalendarResult } from "../../../server/core/ports/calendar.ts";
import { startBlackHole } from "../../support/black-hole.ts";
import { deadlineMs, failureWithin, june, untilDone, valueOf } from "../../support/calendar-calls.ts";
import type { FakeFault, FakeRoute } from "../../support/fake-google/faults.ts";
import { openOn } from "../../support/google-account.ts";
import { googleForFile, home, later, meetingOf, say } from "../../support/google-for-file.ts";

const { google, alive } = await googleForFile();

const busyRow = { start: { dateTime: "2026-06-20T09:00:00Z" }, end: { dateTime: "2026-06-20T10:00:00Z" } };

describe("fault 3: a call that is done, and whose answer is lost, is done once", () => {
  const losses: readonly (readonly [string, FakeFault])[] = [
    ["a 504", { commit: true, status: 504 }],
    ["a dropped connection", { commit: true, drop: true }],
    ["a 200 that is no JSON", { commit: true, status: 200, body: "<html>", contentType: "text/html" }],
    ["no answer until the deadline", { commit: true, status: 200, delayMs: "never" }],
  ];
  test.each(losses)("by %s", async (name, fault) => {
    const trials = fault.delayMs === undefined ? 100 : 10;
    const waitMs = fault.delayMs === undefined ? deadlineMs : 150;
    const calendar = openOn(google);
    valueOf(await calendar.busy(june, deadlineMs));
    for (let i = 0; i < trials; i += 1) {
      const event = meetingOf(i);
      google.fail("events.insert", fault);
      const { value: ref } = await untilDone(() => calendar.create(event, waitMs), 5);
      google.fail("events.patch", fault);
      const { value: changed } = await untilDone(() => calendar.update(ref, later(event), waitMs), 5);
      expect(changed.url).toBe(ref.url);
    }
    expect(alive()).toHaveLength(trials);
    expect(new Set(alive().map(({ id }) => id)).size).toBe(trials);
    for (let i = 0; i < trials; i += 1) {
      google.fail("events.delete", fault);
      await untilDone(() => calendar.cancel(null, meetingOf(i).uid, waitMs), 5);
    }
    expect(alive()).toEqual([]);
    say(3, trials * 3, `create, move and cancel lost by ${name}: one event each, none left`);
  });

  test("whatever is lost, and however often, in any order", async () => {
    const faults = losses.map(([, fault]) => fault).filter((fault) => fault.delayMs === undefined);
    const routes: readonly FakeRoute[] = ["events.insert", "events.get", "events.patch"];
    const calendar = openOn(google);
    const trials = 120;
    for (let i = 0; i < trials; i += 1) {
      for (const [j, route] of routes.entries()) {
        const fault = faults[(i + j) % faults.length];
        if (fault && (i >> j) % 2 === 0) google.fail(route, { ...fault, times: 1 + (i % 2) });
      }
      await untilDone(() => calendar.create(meetingOf(i), deadlineMs), 12);
    }
    expect(alive()).toHaveLength(trials);
    say(3, trials, "several calls of one creation lost: one event each");
  });
});

describe("fault 10: Google is slow, or a black hole", () => {
  const limitMs = 300;
  const within = (call: () => Promise<CalendarResult<unknown>>) => failureWithin(limitMs + 700, call());

  test.each(["token", "freebusy.query", "events.list", "events.insert"] as const)(
    "%s that is never answered ends at the deadline",
    async (route) => {
      const calendar = openOn(google);
      if (route !== "token") valueOf(await calendar.busy(june, deadlineMs));
      const trials = 5;
      for (let i = 0; i < trials; i += 1) {
        google.fail(route, { delayMs: "never" });
        const failure = await within(() =>
          route === "events.insert"
            ? calendar.create(meetingOf(1), limitMs)
            : calendar.busy(route === "events.list" ? { ...june, ignoreUids: ["x"] } : june, limitMs),
        );
        expect(failure).toEqual({ kind: "unreachable", message: "Google did not answer in time" });
      }
      say(10, trials, `${route} never answered: unreachable within ${limitMs} ms and a little`);
    },
  );

  test("an answer within the deadline is taken, however slow", async () => {
    google.put(home, busyRow);
    google.fail("freebusy.query", { delayMs: 200 });
    expect(valueOf(await openOn(google).busy(june, deadlineMs))).toHaveLength(1);
  });

  test("a machine that takes the connection and says nothing", async () => {
    const endpoints = { ...google.endpoints, googleApi: await startBlackHole() };
    expect((await within(() => openOn({ ...google, endpoints }).busy(june, limitMs))).kind).toBe("unreachable");
  });

  test("nobody there is unreachable at once", async () => {
    const nowhere = { googleApi: "http://127.0.0.1:9/", googleToken: google.endpoints.googleToken };
    expect((await within(() => openOn({ ...google, endpoints: nowhere }).busy(june, limitMs))).kind).toBe("unreachable");
    const noToken = { ...google.endpoints, googleToken: "http://127.0.0.1:9/token" };
    expect((await within(() => openOn({ ...google, endpoints: noToken }).busy(june, limitMs))).kind).toBe("unreachable");
  });
});
