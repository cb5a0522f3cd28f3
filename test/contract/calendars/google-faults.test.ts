import { createServer, type Server } from "node:net";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Calendar, CalendarEvent, CalendarFailure, CalendarResult } from "../../../server/core/ports/calendar.ts";
import { instant } from "../../../server/core/time.ts";
import type { FakeFault, FakeRoute } from "../../support/fake-google/faults.ts";
import type { FakeGoogle } from "../../support/fake-google/start-fake-google.ts";
import { fakeNow, openOn, startStillGoogle } from "../../support/google-account.ts";

const deadlineMs = 10_000;
const home = "ada@example.com";
const june = { startAt: instant(Date.parse("2026-06-01T00:00Z")), endAt: instant(Date.parse("2026-07-01T00:00Z")) };
const busyRow = { start: { dateTime: "2026-06-20T09:00:00Z" }, end: { dateTime: "2026-06-20T10:00:00Z" } };

function meetingOf(i: number): CalendarEvent {
  const startAt = instant(june.startAt + i * 3_600_000);
  return {
    uid: `bk_${i}@handraise`,
    sequence: 0,
    title: "Intro",
    description: "",
    location: "",
    startAt,
    endAt: instant(startAt + 1_800_000),
    organizer: { name: "Ada", email: home },
    attendees: [{ name: "Bo", email: "bo@example.net" }],
  };
}
const later = (event: CalendarEvent): CalendarEvent => ({
  ...event,
  sequence: event.sequence + 1,
  startAt: instant(event.startAt + 3_600_000),
  endAt: instant(event.endAt + 3_600_000),
});

let google: FakeGoogle;
const opened: { close(): Promise<void> }[] = [];
beforeAll(async () => {
  google = await startStillGoogle();
});
beforeEach(() => google.clear());
afterEach(async () => {
  await Promise.all(opened.splice(0).map((server) => server.close()));
});
afterAll(async () => {
  await google.stop();
});

function valueOf<T>(result: CalendarResult<T>): T {
  if (!result.ok) throw new Error(`${result.failure.kind}: ${result.failure.message}`);
  return result.value;
}

function failureOf(result: CalendarResult<unknown>): CalendarFailure {
  if (result.ok) throw new Error(`expected a failure, got ${JSON.stringify(result.value)}`);
  return result.failure;
}

/** As the job does it: again until it is done; answers how often. */
async function untilDone<T>(
  call: () => Promise<CalendarResult<T>>,
  most = 5,
): Promise<{ readonly value: T; readonly tries: number }> {
  for (let tries = 1; tries <= most; tries += 1) {
    const result = await call();
    if (result.ok) return { value: result.value, tries };
  }
  throw new Error(`not done after ${most} tries`);
}

const alive = () =>
  google
    .calendar(home)
    .all()
    .filter(({ status }) => status !== "cancelled");
const asked = (route: FakeRoute): number => google.calls.filter((call) => call.route === route).length;
const say = (row: number, trials: number, what: string) => console.info(`fault ${row}, Google: ${trials} trials, ${what}`);

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
      const { value: ref } = await untilDone(() => calendar.create(event, waitMs));
      google.fail("events.patch", fault);
      const { value: changed } = await untilDone(() => calendar.update(ref, later(event), waitMs));
      expect(changed.url).toBe(ref.url);
    }
    expect(alive()).toHaveLength(trials);
    expect(new Set(alive().map(({ id }) => id)).size).toBe(trials);
    for (let i = 0; i < trials; i += 1) {
      google.fail("events.delete", fault);
      await untilDone(() => calendar.cancel(null, meetingOf(i).uid, waitMs));
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

describe("fault 4: Google is too busy, or asks to wait", () => {
  const minute = instant(fakeNow + 60_000);
  const rows: readonly (readonly [FakeFault, Partial<CalendarFailure>])[] = [
    [
      { status: 429, retryAfter: "120" },
      { kind: "rate_limited", retryAt: instant(fakeNow + 120_000) },
    ],
    [
      { status: 429, reason: "rateLimitExceeded" },
      { kind: "rate_limited", retryAt: minute },
    ],
    [
      { status: 403, reason: "rateLimitExceeded", domain: "usageLimits" },
      { kind: "rate_limited", retryAt: minute },
    ],
    [
      { status: 403, reason: "userRateLimitExceeded", domain: "usageLimits" },
      { kind: "rate_limited", retryAt: minute },
    ],
    [
      { status: 403, reason: "rateLimitExceeded", retryAfter: "7" },
      { kind: "rate_limited", retryAt: instant(fakeNow + 7_000) },
    ],
    [
      { status: 403, reason: "quotaExceeded", domain: "usageLimits" },
      { kind: "rate_limited", retryAt: instant(fakeNow + 3_600_000) },
    ],
    [
      { status: 503, retryAfter: "Mon, 01 Jun 2026 12:10:00 GMT" },
      { kind: "rate_limited", retryAt: instant(fakeNow + 600_000) },
    ],
    [
      { status: 503, retryAfter: "Mon, 01 Jun 2020 12:10:00 GMT" },
      { kind: "rate_limited", retryAt: fakeNow },
    ],
    [{ status: 503 }, { kind: "unreachable" }],
    [{ status: 500, body: "<html>oops ada@example.com</html>", contentType: "text/html" }, { kind: "unreachable" }],
    [{ status: 502 }, { kind: "unreachable" }],
    [{ status: 403, reason: "forbidden" }, { kind: "refused" }],
    [{ status: 403, reason: "insufficientPermissions" }, { kind: "auth_lost" }],
    [{ status: 400, reason: "invalid" }, { kind: "refused" }],
    [{ status: 404, reason: "notFound" }, { kind: "not_found" }],
    [{ status: 410, reason: "deleted" }, { kind: "not_found" }],
  ];
  const calls: readonly (readonly [string, FakeRoute, (calendar: Calendar) => Promise<CalendarResult<unknown>>])[] = [
    ["reading", "freebusy.query", (calendar) => calendar.busy(june, deadlineMs)],
    ["reading event by event", "events.list", (calendar) => calendar.busy({ ...june, ignoreUids: ["x"] }, deadlineMs)],
    ["creating", "events.insert", (calendar) => calendar.create(meetingOf(0), deadlineMs)],
  ];
  test.each(rows)(
    "%o is one of the closed set for every call, asked once, and says nothing personal",
    async (fault, expected) => {
      const calendar = openOn(google);
      for (const [, route, call] of calls) {
        google.fail(route, fault);
        const failure = failureOf(await call(calendar));
        expect(failure).toMatchObject(expected);
        expect(failure.message).toMatch(/^Google answered \d{3}( \(\w+\))?$/);
        expect(asked(route)).toBe(1);
        valueOf(await call(calendar));
      }
      say(4, calls.length, `${fault.status} ${fault.reason ?? ""} → ${expected.kind}, and well again after it`);
    },
  );

  test.each([
    [{ status: 503 }, "unreachable"],
    [{ status: 429, retryAfter: "30" }, "rate_limited"],
    [{ drop: true }, "unreachable"],
    [{ status: 200, body: "{}" }, "refused"],
  ] as const)("the token service answers %o", async (fault, kind) => {
    const calendar = openOn(google);
    google.fail("token", fault);
    const failure = failureOf(await calendar.busy(june, deadlineMs));
    expect(failure.kind).toBe(kind);
    expect(failure.message).not.toContain("@");
    expect(asked("token")).toBe(1);
    valueOf(await calendar.busy(june, deadlineMs));
  });
});

describe("a limit in the middle of a search is not an answer to it", () => {
  const limit = { status: 403, reason: "rateLimitExceeded", domain: "usageLimits" };

  test("bringing a deleted event back that is put off is put off, and no second event is made", async () => {
    const calendar = openOn(google);
    valueOf(await calendar.create(meetingOf(0), deadlineMs));
    google.calendar(home).remove(alive()[0]?.id ?? "");
    google.fail("events.patch", limit);
    expect(failureOf(await calendar.create(meetingOf(0), deadlineMs)).kind).toBe("rate_limited");
    valueOf(await calendar.create(meetingOf(0), deadlineMs));
    expect(google.calendar(home).all()).toHaveLength(1);
  });

  test("an event that may be on another calendar is not taken for gone", async () => {
    google.addCalendar("team@example.com");
    const calendar = openOn(google, { busyCalendars: [home, "team@example.com"] });
    google.fail("events.get", { status: 404, reason: "notFound" });
    google.fail("events.get", limit);
    expect(failureOf(await calendar.cancel(null, meetingOf(0).uid, deadlineMs)).kind).toBe("rate_limited");
  });

  test("a calendar of which only busy times may be seen is passed over", async () => {
    google.addCalendar("boss@example.com");
    const calendar = openOn(google, { busyCalendars: [home, "boss@example.com"] });
    google.fail("events.get", { status: 404, reason: "notFound" });
    google.fail("events.get", { status: 403, reason: "forbidden" });
    expect(valueOf(await calendar.cancel(null, meetingOf(0).uid, deadlineMs))).toBeNull();
  });
});

test("a page in Google's place never passes for an event that was written", async () => {
  const page = { status: 200, body: "<html>Sign in</html>", contentType: "text/html" };
  const calendar = openOn(google);
  google.fail("events.insert", page);
  expect(failureOf(await calendar.create(meetingOf(0), deadlineMs)).kind).toBe("refused");
  const ref = valueOf(await calendar.create(meetingOf(0), deadlineMs));
  google.fail("events.patch", page);
  expect(failureOf(await calendar.update(ref, later(meetingOf(0)), deadlineMs)).kind).toBe("refused");
  google.fail("events.get", page);
  expect(failureOf(await calendar.update({ url: ref.url }, later(meetingOf(0)), deadlineMs)).kind).toBe("refused");
  google.fail("events.delete", page);
  expect(failureOf(await calendar.cancel(ref, meetingOf(0).uid, deadlineMs)).kind).toBe("refused");
});

describe("fault 5: the grant is gone", () => {
  test("every call is auth_lost, after two questions at most, and the rep is never free", async () => {
    const own = await startStillGoogle();
    opened.push({ close: () => own.stop() });
    const calendar = openOn(own);
    own.put(home, busyRow);
    const ref = valueOf(await calendar.create(meetingOf(0), deadlineMs));
    own.revoke(home);
    const trials = 20;
    for (let i = 0; i < trials; i += 1) {
      own.calls.length = 0;
      const results = [
        await calendar.busy(june, deadlineMs),
        await calendar.busy({ ...june, ignoreUids: ["x"] }, deadlineMs),
        await calendar.create(meetingOf(1), deadlineMs),
        await calendar.update(ref, later(meetingOf(0)), deadlineMs),
        await calendar.cancel(ref, meetingOf(0).uid, deadlineMs),
      ];
      for (const result of results) {
        const failure = failureOf(result);
        expect(failure.kind).toBe("auth_lost");
        expect(failure.message).not.toContain("@");
      }
      expect(own.calls.length).toBeLessThanOrEqual(results.length * 2);
    }
    say(5, trials * 5, "auth_lost each time, no storm");
  });

  test.each([
    [401, "invalid_client"],
    [401, "unauthorized_client"],
    [400, "invalid_grant"],
    [403, "access_denied"],
  ])("a token refused with %i %s is auth_lost, and Google's word for it is passed on", async (status, error) => {
    google.fail("token", { status, body: JSON.stringify({ error, error_description: "for ada@example.com" }) });
    expect(failureOf(await openOn(google).busy(june, deadlineMs))).toEqual({
      kind: "auth_lost",
      message: `Google answered ${status} (${error}) when asked for a token`,
    });
  });

  test("a fresh token that the calendar refuses too is auth_lost after two tries", async () => {
    google.fail("freebusy.query", { status: 401, reason: "authError", times: 9 });
    expect(failureOf(await openOn(google).busy(june, deadlineMs)).kind).toBe("auth_lost");
    expect([asked("freebusy.query"), asked("token")]).toEqual([2, 2]);
  });
});

describe("fault 9: a 200 that does not know", () => {
  test.each([
    ["notFound", "not_found"],
    ["internalError", "unreachable"],
    ["groupTooBig", "refused"],
    ["tooManyCalendarsRequested", "refused"],
    ["somethingNew", "refused"],
  ])("an error %s for one of 60 calendars is a failure of the whole, wherever it stands", async (reason, kind) => {
    const ids = Array.from({ length: 60 }, (_, i) => `c${i}@example.com`);
    for (const id of ids) google.addCalendar(id);
    const calendar = openOn(google, { busyCalendars: ids });
    for (const [i, id] of ids.entries()) {
      google.breakCalendar(id, reason);
      const failure = failureOf(await calendar.busy(june, deadlineMs));
      expect(failure).toEqual({ kind, message: `Google cannot say when calendar ${i + 1} of 60 is busy (${reason})` });
      google.breakCalendar(id, null);
    }
    expect(valueOf(await calendar.busy(june, deadlineMs))).toEqual([]);
    say(9, ids.length, `${reason} in each place of 60: ${kind}, never free`);
  });

  test("a calendar that nobody shared is not found, not free", async () => {
    google.addCalendar("bo@example.net", { readers: [] });
    const failure = failureOf(await openOn(google, { busyCalendars: [home, "bo@example.net"] }).busy(june, deadlineMs));
    expect(failure).toMatchObject({ kind: "not_found", message: expect.stringContaining("calendar 2 of 2") });
  });

  test.each([
    ["a page for signing in", { status: 200, body: "<html>Sign in</html>", contentType: "text/html" }],
    ["an empty answer", { status: 200, body: "" }],
    ["no calendars", { status: 200, body: "{}" }],
    ["another calendar", { status: 200, body: '{"calendars":{"bo@example.net":{"busy":[]}}}' }],
    ["a calendar without its busy times", { status: 200, body: `{"calendars":{"${home}":{}}}` }],
    ["a time that is none", { status: 200, body: `{"calendars":{"${home}":{"busy":[{"start":"soon","end":"later"}]}}}` }],
    ["JSON cut short", { status: 200, body: `{"calendars":{"${home}":{"busy":[` }],
  ])("%s is a failure, not a free rep", async (_name, fault) => {
    google.fail("freebusy.query", fault);
    expect(failureOf(await openOn(google).busy(june, deadlineMs)).kind).toBe("refused");
  });

  test.each([
    ["no list", { status: 200, body: '{"timeZone":"UTC"}' }],
    ["no zone", { status: 200, body: '{"items":[]}' }],
    ["an event without an end", { status: 200, body: '{"timeZone":"UTC","items":[{"id":"a","start":{"date":"2026-06-15"}}]}' }],
    [
      "an unknown zone",
      { status: 200, body: '{"timeZone":"Middle-earth","items":[{"start":{"date":"2026-06-15"},"end":{"date":"2026-06-16"}}]}' },
    ],
    ["pages without end", { status: 200, times: 30, body: '{"timeZone":"UTC","items":[],"nextPageToken":"on"}' }],
  ])("read event by event: %s is a failure, not a free rep", async (_name, fault) => {
    google.fail("events.list", fault);
    expect(failureOf(await openOn(google).busy({ ...june, ignoreUids: ["x"] }, deadlineMs)).kind).toBe("refused");
  });
});

describe("fault 10: Google is slow, or a black hole", () => {
  const limitMs = 300;
  async function within(call: () => Promise<CalendarResult<unknown>>): Promise<CalendarFailure> {
    const begun = performance.now();
    const failure = failureOf(await call());
    expect(performance.now() - begun).toBeLessThan(limitMs + 700);
    return failure;
  }

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
    const hole = createServer(() => {});
    const sockets = new Set<{ destroy(): void }>();
    hole.on("connection", (socket) => sockets.add(socket));
    await new Promise<void>((resolve) => hole.listen(0, "127.0.0.1", resolve));
    opened.push({
      close: async () => {
        for (const socket of sockets) socket.destroy();
        await new Promise((resolve) => hole.close(resolve));
      },
    });
    const endpoints = { ...google.endpoints, googleApi: `http://127.0.0.1:${portOf(hole)}/` };
    expect((await within(() => openOn({ ...google, endpoints }).busy(june, limitMs))).kind).toBe("unreachable");
  });

  test("nobody there is unreachable at once", async () => {
    const nowhere = { googleApi: "http://127.0.0.1:9/", googleToken: google.endpoints.googleToken };
    expect((await within(() => openOn({ ...google, endpoints: nowhere }).busy(june, limitMs))).kind).toBe("unreachable");
    const noToken = { ...google.endpoints, googleToken: "http://127.0.0.1:9/token" };
    expect((await within(() => openOn({ ...google, endpoints: noToken }).busy(june, limitMs))).kind).toBe("unreachable");
  });
});

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}
