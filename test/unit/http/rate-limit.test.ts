import { expect, test } from "vitest";
import { createRateLimit } from "../../../server/http/rate-limit.ts";

function limit(perMinute: number, options: { burst?: number; maxClients?: number } = {}) {
  let now = 0;
  return { limit: createRateLimit({ perMinute, stopwatch: () => now, ...options }), pass: (ms: number) => (now += ms) };
}
const take = (count: number, allowed: () => boolean) => Array.from({ length: count }, allowed).filter(Boolean).length;

test("a client has its minute's worth at once, and then one each time a share has passed", () => {
  const { limit: rate, pass } = limit(60);
  expect(take(100, () => rate.allowed("a"))).toBe(60);
  expect(rate.retryAfterSeconds("a")).toBe(1);
  pass(999);
  expect(rate.allowed("a")).toBe(false);
  pass(1);
  expect(rate.allowed("a")).toBe(true);
  expect(rate.allowed("a")).toBe(false);
});

test("one client's haste costs another nothing", () => {
  const { limit: rate } = limit(2);
  take(9, () => rate.allowed("a"));
  expect(rate.allowed("b")).toBe(true);
});

test("waiting for the seconds that were told is enough, and a long rest gives no more than a full bucket", () => {
  const { limit: rate, pass } = limit(3);
  take(3, () => rate.allowed("a"));
  expect(rate.retryAfterSeconds("a")).toBe(20);
  pass(20_000);
  expect(rate.allowed("a")).toBe(true);
  pass(3_600_000);
  expect(take(10, () => rate.allowed("a"))).toBe(3);
});

test("asking whether a client is exhausted takes nothing", () => {
  const { limit: rate } = limit(1);
  expect([rate.exhausted("a"), rate.exhausted("a"), rate.allowed("a"), rate.exhausted("a")]).toEqual([false, false, true, true]);
});

test("0 means no limit", () => {
  const { limit: rate } = limit(0);
  expect(take(1_000, () => rate.allowed("a"))).toBe(1_000);
  expect(rate.exhausted("a")).toBe(false);
});

test("a flood of new clients forgets the longest unseen, never the one that is being limited", () => {
  const { limit: rate } = limit(1, { maxClients: 3 });
  rate.allowed("loud");
  for (let i = 0; i < 100; i++) {
    rate.allowed(`new${i}`);
    expect(rate.allowed("loud")).toBe(false);
  }
});
