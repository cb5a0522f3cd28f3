import { describe, expect, test } from "vitest";
import type { Calendar, CalendarFailure, CalendarResult } from "../../../server/core/ports/calendar.ts";
import { instant } from "../../../server/core/time.ts";
import { deadlineMs, failureOf, june, spanOf, valueOf } from "../../support/calendar-calls.ts";
import type { GraphRoute, GraphTrouble } from "../../support/fake-graph/graph-faults.ts";
import { stillGraphForFile, tell } from "../../support/graph-for-file.ts";
import { mailboxAddress, meeting, openMailbox } from "../../support/microsoft-account.ts";

const { fake, clock, now, open } = await stillGraphForFile();

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
