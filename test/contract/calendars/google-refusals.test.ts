import { describe, expect, onTestFinished, test } from "vitest";
import type { Calendar, CalendarFailure, CalendarResult } from "../../../server/core/ports/calendar.ts";
import { instant } from "../../../server/core/time.ts";
import { deadlineMs, failureOf, june, valueOf } from "../../support/calendar-calls.ts";
import type { FakeFault, FakeRoute } from "../../support/fake-google/faults.ts";
import { fakeNow, openOn, startStillGoogle } from "../../support/google-account.ts";
import { googleForFile, home, later, meetingOf, say } from "../../support/google-for-file.ts";

const { google, alive, asked } = await googleForFile();

const busyRow = { start: { dateTime: "2026-06-20T09:00:00Z" }, end: { dateTime: "2026-06-20T10:00:00Z" } };

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
        expect(asked(route)).toHaveLength(1);
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
    expect(asked("token")).toHaveLength(1);
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

describe("fault 5: the grant is gone", () => {
  test("every call is auth_lost, after two questions at most, and the rep is never free", async () => {
    const own = await startStillGoogle();
    onTestFinished(() => own.stop());
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
    expect([asked("freebusy.query").length, asked("token").length]).toEqual([2, 2]);
  });
});
