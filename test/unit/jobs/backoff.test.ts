import fc from "fast-check";
import { expect, test } from "vitest";
import { instant } from "../../../server/core/time.ts";
import { mostAttempts, nextAttemptAt } from "../../../server/jobs/backoff.ts";

const now = instant(Date.parse("2026-06-15T06:00:00Z"));
const pauseMs = (attempts: number, random = 0.5): number => nextAttemptAt(now, attempts, random) - now;

test("pauses double from two seconds to half an hour", () => {
  const pauses = [1, 2, 3, 10, 11, 12, 22].map((attempts) => pauseMs(attempts) / 1000);
  expect(pauses).toEqual([2, 4, 8, 1024, 1800, 1800, 1800]);
});

test("pauses differ by a quarter either way, so that what failed together does not come back together", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: mostAttempts }), fc.double({ min: 0, max: 0.999, noNaN: true }), (attempts, random) => {
      const share = pauseMs(attempts, random) / pauseMs(attempts);
      expect(share).toBeGreaterThanOrEqual(0.74);
      expect(share).toBeLessThan(1.26);
    }),
  );
});

test("a job is tried for about six hours before it is laid aside", () => {
  const pauses = Array.from({ length: mostAttempts - 1 }, (_, index) => pauseMs(index + 1));
  const hours = pauses.reduce((sum, ms) => sum + ms, 0) / 3_600_000;
  expect(hours).toBeGreaterThan(5.5);
  expect(hours).toBeLessThan(6.5);
});
