import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import type { MicrosoftSettings } from "../../../server/core/availability/rep.ts";
import type { Calendar, CalendarFailure, CalendarResult } from "../../../server/core/ports/calendar.ts";
import { instant } from "../../../server/core/time.ts";
import type { GraphRoute, GraphTrouble } from "../../support/fake-graph/graph-faults.ts";
import type { GraphMailbox } from "../../support/fake-graph/graph-mailbox.ts";
import { type FakeGraph, startFakeGraph } from "../../support/fake-graph/start-fake-graph.ts";
import { at, june, mailboxAddress, meeting, moved, openMailbox, spanOf, valueOf } from "../../support/microsoft-account.ts";

const deadlineMs = 10_000;
const clock = { now: at("2026-06-01T12:00:00Z") };
const now = () => clock.now;

let fake: FakeGraph;
let mailbox: GraphMailbox;
beforeAll(async () => {
  fake = await startFakeGraph(now);
});
beforeEach(() => {
  mailbox = fake.addMailbox(mailboxAddress);
});
afterEach(() => {
  fake.faults.clear();
  fake.load.most = 0;
  // Whatever was remembered of the last test's tokens and refusals is over.
  clock.now = instant(clock.now + 86_400_000);
});
afterAll(async () => {
  await fake.stop();
});

const open = (changes: Partial<MicrosoftSettings> = {}): Calendar => openMailbox(fake, changes, { now });

function failureOf(result: CalendarResult<unknown>): CalendarFailure {
  if (result.ok) throw new Error(`expected a failure, got ${JSON.stringify(result.value)}`);
  expect(result.failure.message).not.toMatch(/ada@|contoso|salary|eyJ0|secret\.of/i);
  return result.failure;
}

/** What a failed call says; also that it came within `limitMs`. */
async function failureWithin(limitMs: number, call: Promise<CalendarResult<unknown>>): Promise<CalendarFailure> {
  const begun = performance.now();
  const failure = failureOf(await call);
  expect(performance.now() - begun).toBeLessThan(limitMs);
  return failure;
}

/** As the job does: until it has an answer. */
async function untilDone<T>(work: () => Promise<CalendarResult<T>>): Promise<{ readonly value: T; readonly failures: number }> {
  for (let failures = 0; failures < 10; failures += 1) {
    const result = await work();
    if (result.ok) return { value: result.value, failures };
  }
  throw new Error("not done after ten attempts");
}

/** The number of trials, as every fault test says it. */
function tell(fault: string, trials: number): void {
  console.log(`microsoft: ${fault}: ${trials} trials`);
}

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
      expect(mailbox.events.size).toBe(made ? 1 : 0);
      const next = await untilDone(() => calendar.update(made?.value ?? null, later, deadlineMs));
      expect(mailbox.events.size).toBe(1);
      expect([...mailbox.events.values()][0]?.start).toBe("2026-06-16T12:00:00.000Z");
      await untilDone(() => calendar.cancel(next.value, event.uid, deadlineMs));
      expect(mailbox.events.size).toBe(0);
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

const routes: readonly (readonly [GraphRoute, (calendar: Calendar) => Promise<CalendarResult<unknown>>])[] = [
  ["getSchedule", (calendar) => calendar.busy(june, deadlineMs)],
  ["calendarView", (calendar) => calendar.busy({ ...june, ignoreUids: ["x"] }, deadlineMs)],
  ["listEvents", (calendar) => calendar.create(meeting, deadlineMs)],
  ["createEvent", (calendar) => calendar.create(meeting, deadlineMs)],
];

describe("an answer that is no success is one of the five failures:", () => {
  const retryAfter = (seconds: string) => ({ "retry-after": seconds });
  test.each<readonly [string, GraphTrouble, Omit<CalendarFailure, "message" | "retryAt"> & { readonly inMs?: number }]>([
    ["429 with Retry-After", { status: 429, headers: retryAfter("7") }, { kind: "rate_limited", inMs: 7_000 }],
    ["429 without", { status: 429 }, { kind: "rate_limited", inMs: 60_000 }],
    ["503 with Retry-After", { status: 503, headers: retryAfter("120") }, { kind: "rate_limited", inMs: 120_000 }],
    ["503 without", { status: 503 }, { kind: "unreachable" }],
    ["500", { status: 500 }, { kind: "unreachable" }],
    ["502 in HTML", { status: 502, text: "<html>Bad gateway of Contoso</html>" }, { kind: "unreachable" }],
    ["504", { status: 504, code: "UnknownError" }, { kind: "unreachable" }],
    ["408", { status: 408 }, { kind: "unreachable" }],
    ["a passing 412", { status: 412, code: "ErrorIrresolvableConflict" }, { kind: "unreachable" }],
    ["401, again with a fresh token", { status: 401, code: "InvalidAuthenticationToken" }, { kind: "auth_lost" }],
    ["403", { status: 403, code: "ErrorAccessDenied" }, { kind: "auth_lost" }],
    ["404", { status: 404, code: "ErrorInvalidUser" }, { kind: "not_found" }],
    ["400", { status: 400, code: "RequestBodyRead" }, { kind: "refused" }],
    ["a redirect", { status: 302, text: "", headers: { location: "https://evil.example/" } }, { kind: "refused" }],
    ["success without JSON", { status: 200, text: "<html>Sign in to the hotel's network</html>" }, { kind: "refused" }],
    ["success with nothing in it", { status: 200, text: "{}" }, { kind: "refused" }],
    ["half an answer", { status: 200, text: '{"value":[{"id":"AAMk' }, { kind: "refused" }],
    ["a cut connection", { ending: "drop" }, { kind: "unreachable" }],
  ])("%s", async (name, trouble, { kind, inMs }) => {
    for (const [route, work] of routes) {
      fake.faults.set(route, trouble);
      const failure = failureOf(await work(open()));
      expect(failure.kind, `${name} to ${route}`).toBe(kind);
      if (failure.kind === "rate_limited") expect(failure.retryAt - clock.now).toBe(inMs);
      expect(fake.faults.asked(route)).toBe(name.startsWith("401") ? 2 : 1);
      fake.faults.clear();
    }
    tell(name, routes.length);
  });

  test("a Retry-After that is a date", async () => {
    const headers = { "retry-after": new Date(clock.now + 90_000).toUTCString() };
    fake.faults.set("getSchedule", { status: 429, headers });
    const failure = failureOf(await open().busy(june, deadlineMs));
    expect(failure).toMatchObject({ kind: "rate_limited", retryAt: clock.now + 90_000 });
  });

  test("a rep who was rate-limited is read again as soon as that is over", async () => {
    fake.faults.set("getSchedule", { status: 429, headers: { "retry-after": "7" }, times: 1 });
    const calendar = open();
    failureOf(await calendar.busy(june, deadlineMs));
    expect(valueOf(await calendar.busy(june, deadlineMs))).toEqual([]);
  });
});

describe("the app's sign-in", () => {
  test("happens once for many calls at once, and again shortly before its token ends", async () => {
    const reps = Array.from({ length: 20 }, (_, i) => `rep${i}@contoso.example`);
    for (const address of reps) fake.addMailbox(address);
    const readAll = () => Promise.all(reps.map((address) => open({ mailbox: address }).busy(june, deadlineMs)));
    for (const result of await readAll()) valueOf(result);
    for (const result of await readAll()) valueOf(result);
    expect(fake.faults.asked("token")).toBe(1);
    clock.now = instant(clock.now + 50 * 60_000);
    for (const result of await readAll()) valueOf(result);
    expect(fake.faults.asked("token")).toBe(1);
    clock.now = instant(clock.now + 6 * 60_000);
    for (const result of await readAll()) valueOf(result);
    expect(fake.faults.asked("token")).toBe(2);
  });

  test("that was revoked is auth_lost for every rep of the app, without a storm of questions", async () => {
    const reps = Array.from({ length: 200 }, (_, i) => open({ mailbox: `rep${i}@contoso.example` }));
    fake.faults.set("token", { status: 401, text: '{"error":"invalid_client","error_codes":[7000215]}' });
    for (const calendar of reps) expect(failureOf(await calendar.busy(june, deadlineMs)).kind).toBe("auth_lost");
    const [first] = reps;
    if (!first) throw new Error("no rep");
    expect(failureOf(await first.create(meeting, deadlineMs)).message).toBe(
      "Microsoft refused the app's sign-in: invalid_client (AADSTS7000215)",
    );
    expect(fake.faults.asked("token")).toBe(1);
    tell("a revoked secret", reps.length);
    fake.faults.clear();
    clock.now = instant(clock.now + 31_000);
    expect(valueOf(await open().busy(june, deadlineMs))).toEqual([]);
  });

  test("with a wrong secret, tenant or app is auth_lost", async () => {
    const wrong = openMailbox(fake, {}, { now, secret: "wrong" });
    expect(failureOf(await wrong.busy(june, deadlineMs))).toMatchObject({
      kind: "auth_lost",
      message: expect.stringContaining("invalid_client"),
    });
    for (const changes of [{ tenantId: "8d1f2c9e-0000-4a3b-9a41-5f5d0b5a7c11" }, { clientId: "x" }])
      expect(failureOf(await open(changes).busy(june, deadlineMs)).kind).toBe("auth_lost");
  });

  test("without a secret asks nobody", async () => {
    const unset = openMailbox(fake, { clientSecretEnv: "HANDRAISE_SECRET_UNSET" }, { now, secret: "" });
    const failure = (await unset.busy(june, deadlineMs)) as { readonly failure?: CalendarFailure };
    expect(failure.failure).toEqual({ kind: "auth_lost", message: "the secret HANDRAISE_SECRET_UNSET is not set" });
    expect(fake.faults.asked("token")).toBe(0);
  });

  test("whose token is revoked before its time is done again, and the call goes on", async () => {
    const calendar = open();
    valueOf(await calendar.create(meeting, deadlineMs));
    fake.revokeTokens();
    expect(valueOf(await calendar.busy(june, deadlineMs))).toEqual([spanOf(meeting)]);
    expect(fake.faults.asked("token")).toBe(2);
  });

  test.each<readonly [string, CalendarFailure["kind"], GraphTrouble]>([
    ["500", "unreachable", { status: 500 }],
    ["503 with Retry-After", "rate_limited", { status: 503, headers: { "retry-after": "9" } }],
    ["429", "rate_limited", { status: 429, headers: { "retry-after": "9" } }],
    ["a redirect", "refused", { status: 302, text: "", headers: { location: "https://evil.example/" } }],
    ["a success without a token", "refused", { status: 200, text: "{}" }],
    ["a cut connection", "unreachable", { ending: "drop" }],
  ])("that is answered by %s is %s", async (_name, kind, trouble) => {
    fake.faults.set("token", trouble);
    expect(failureOf(await open().busy(june, deadlineMs)).kind).toBe(kind);
  });

  test("that does not cover a mailbox is auth_lost for that one", async () => {
    fake.forbidden.add(mailboxAddress);
    fake.addMailbox("bea@contoso.example");
    for (const [, work] of routes) expect(failureOf(await work(open())).kind).toBe("auth_lost");
    expect(valueOf(await open({ mailbox: "bea@contoso.example" }).busy(june, deadlineMs))).toEqual([]);
    fake.forbidden.clear();
  });
});

describe("unknown is never free:", () => {
  test.each([
    ["ErrorMailRecipientNotFound", "not_found"],
    ["ErrorNoFreeBusyAccess", "auth_lost"],
    ["ErrorServerBusy", "unreachable"],
    ["ErrorTimeoutExpired", "unreachable"],
    ["ErrorFreeBusyGenerationFailed", "refused"],
    ["5006", "refused"],
  ])("an error for the mailbox inside a success, %s, is %s", async (code, kind) => {
    mailbox.scheduleError = code;
    expect(failureOf(await open().busy(june, deadlineMs))).toMatchObject({ kind, message: expect.stringContaining(code) });
  });

  test("a mailbox that does not exist", async () => {
    expect(failureOf(await open({ mailbox: "nobody@contoso.example" }).busy(june, deadlineMs)).kind).toBe("not_found");
  });

  test("of 60 calendars, four at once are read, and one that fails fails them all", async () => {
    const calendars = Array.from({ length: 60 }, (_, i) => mailbox.addCalendar(`Calendar ${i}`));
    for (const { id } of calendars) mailbox.put({ calendarId: id, start: "2026-06-15T09:00Z", end: "2026-06-15T10:00Z" });
    const calendar = open({ busyCalendars: calendars.map(({ id }) => id) });
    fake.faults.set("calendarView", { delayMs: 10 });
    expect(valueOf(await calendar.busy(june, deadlineMs))).toHaveLength(1);
    expect(fake.faults.asked("calendarView")).toBe(60);
    expect(fake.load.most).toBe(4);
    fake.faults.clear();
    for (let gone = 0; gone < 60; gone += 6) {
      const kept = mailbox.calendars.splice(gone + 1, 1);
      expect(failureOf(await calendar.busy(june, deadlineMs)).kind).toBe("not_found");
      mailbox.calendars.splice(gone + 1, 0, ...kept);
    }
    tell("one of 60 calendars is gone", 10);
  });

  test("30 calls at once take four lanes of the mailbox, and all are answered", async () => {
    fake.faults.set("getSchedule", { delayMs: 5 });
    const results = await Promise.all(Array.from({ length: 30 }, () => open().busy(june, deadlineMs)));
    for (const result of results) valueOf(result);
    expect(fake.load.most).toBe(4);
  });

  test("a next page that is elsewhere is not asked, for it would get the token", async () => {
    const text = JSON.stringify({ value: [], "@odata.nextLink": "https://evil.example/v1.0/users/ada/calendarView?$skip=10" });
    fake.faults.set("calendarView", { status: 200, text });
    expect(failureOf(await open().busy({ ...june, ignoreUids: ["x"] }, deadlineMs)).kind).toBe("refused");
  });

  test("pages without end end", async () => {
    const next = `${fake.endpoints.graph}/v1.0/users/ada%40contoso.example/calendar/calendarView?$skip=10`;
    fake.faults.set("calendarView", { status: 200, text: JSON.stringify({ value: [], "@odata.nextLink": next }) });
    expect(failureOf(await open().busy({ ...june, ignoreUids: ["x"] }, deadlineMs)).kind).toBe("refused");
  });

  test("an availability that is shorter than the time asked for, and times in another zone", async () => {
    const time = { dateTime: "2026-06-15T09:00:00", timeZone: "Pacific Standard Time" };
    for (const schedule of [
      { scheduleItems: [], availabilityView: "000" },
      { availabilityView: "0".repeat(4 * 24 * 30), scheduleItems: [{ status: "busy", start: time, end: time }] },
    ]) {
      fake.faults.set("getSchedule", { status: 200, text: JSON.stringify({ value: [{ scheduleId: "x", ...schedule }] }) });
      expect(failureOf(await open().busy(june, deadlineMs)).kind).toBe("refused");
    }
  });

  test("an answer without end is refused", async () => {
    fake.faults.set("getSchedule", { status: 200, text: `{"value":"${"x".repeat(17 * 1024 * 1024)}"}` });
    expect(failureOf(await open().busy(june, deadlineMs)).kind).toBe("refused");
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
    expect(mailbox.events.size).toBe(1);
  });

  test("and deletes it between the refusal and the reading: it comes back", async () => {
    const calendar = open();
    const ref = valueOf(await calendar.create(meeting, deadlineMs));
    mailbox.events.clear();
    fake.faults.set("updateEvent", { status: 412, code: "ErrorIrresolvableConflict", times: 1 });
    valueOf(await calendar.update(ref, moved, deadlineMs));
    expect([...mailbox.events.values()].map(({ start }) => start)).toEqual(["2026-06-16T12:00:00.000Z"]);
  });
});
