import { describe, expect, test } from "vitest";
import { createBreaker, guardedCalendar } from "../../../../server/adapters/calendars/breaker/breaker.ts";
import type { Calendar, CalendarFailure, CalendarResult } from "../../../../server/core/ports/calendar.ts";
import { type Instant, instant } from "../../../../server/core/time.ts";

const start = Date.parse("2026-06-01T12:00:00Z");
const range = { startAt: instant(start), endAt: instant(start + 1) };
const silent: CalendarFailure = { kind: "unreachable", message: "silence" };

/** A calendar whose answers a test decides, behind a breaker and a clock of its own. */
function guarded() {
  let now: Instant = instant(start);
  let failure: CalendarFailure | null = null;
  let asked = 0;
  const answer = async <T>(value: T): Promise<CalendarResult<T>> => {
    asked += 1;
    return failure ? { ok: false, failure } : { ok: true, value };
  };
  const plain: Calendar = {
    busy: () => answer([]),
    create: () => answer({ url: "x" }),
    update: () => answer({ url: "x" }),
    cancel: () => answer(null),
  };
  const breaker = createBreaker("the service", () => now);
  const calendar = guardedCalendar(plain, breaker, () => now);
  return {
    breaker,
    calendar,
    another: guardedCalendar(plain, breaker, () => now),
    read: () => calendar.busy(range, 1),
    asked: () => asked,
    pass: (ms: number) => {
      now = instant(now + ms);
    },
    fail: (with_: CalendarFailure | null) => {
      failure = with_;
    },
  };
}

describe("a service that fails", () => {
  test("is left alone after five failures in a row, then tried with one call, ever more rarely", async () => {
    const world = guarded();
    world.fail(silent);
    for (let i = 0; i < 50; i += 1) await world.read();
    expect(world.asked()).toBe(5);
    for (const [pauseMs, total] of [
      [5_000, 6],
      [10_000, 7],
      [20_000, 8],
    ] as const) {
      world.pass(pauseMs - 1);
      await world.read();
      expect(world.asked()).toBe(total - 1);
      world.pass(1);
      await Promise.all(Array.from({ length: 10 }, world.read));
      expect(world.asked()).toBe(total);
    }
    world.pass(3_600_000);
    world.fail(null);
    expect(await world.read()).toMatchObject({ ok: true });
    for (let i = 0; i < 10; i += 1) await world.read();
    expect(world.asked()).toBe(19);
  });

  test("is left alone by every account, and says when to come back", async () => {
    const world = guarded();
    world.fail(silent);
    for (let i = 0; i < 5; i += 1) await world.read();
    expect(await world.another.busy(range, 1)).toMatchObject({
      ok: false,
      failure: { kind: "rate_limited", retryAt: start + 5_000 },
    });
    expect(world.asked()).toBe(5);
  });

  test.each(["auth_lost", "not_found", "refused"] as const)(
    "is not taken for one that fails when it answers %s",
    async (kind) => {
      const world = guarded();
      world.fail({ kind, message: "no" });
      for (let i = 0; i < 20; i += 1) await world.read();
      expect(world.asked()).toBe(20);
    },
  );

  test("that answers once in a while is never left alone", async () => {
    const world = guarded();
    for (let i = 0; i < 30; i += 1) {
      world.fail(i % 5 === 4 ? null : silent);
      await world.read();
    }
    expect(world.asked()).toBe(30);
  });
});

test("an account that is told to wait asks nothing until then; another one does, and writing does not wait for reading", async () => {
  const world = guarded();
  world.fail({ kind: "rate_limited", retryAt: instant(start + 60_000), message: "slower" });
  await world.read();
  world.fail(null);
  for (let i = 0; i < 10; i += 1) expect(await world.read()).toMatchObject({ ok: false, failure: { kind: "rate_limited" } });
  expect(world.asked()).toBe(1);
  expect(await world.another.busy(range, 1)).toMatchObject({ ok: true });
  expect(await world.calendar.cancel(null, "x", 1)).toMatchObject({ ok: true });
  world.pass(60_000);
  expect(await world.read()).toMatchObject({ ok: true });
});
