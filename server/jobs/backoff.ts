import { type Instant, instant } from "../core/time.ts";

const firstMs = 2_000;
const mostMs = 30 * 60_000;

/** How many times a job is tried before it is laid aside, visibly: about six hours of trying. */
export const mostAttempts = 22;

/**
 * When a job that failed for the `attempts`-th time runs again: doubling from 2 s to 30 min, spread over ±25 % so that
 * jobs that failed together do not return together. `random` is in 0 ≤ r < 1.
 */
export function nextAttemptAt(now: Instant, attempts: number, random: number): Instant {
  const base = Math.min(mostMs, firstMs * 2 ** Math.max(0, attempts - 1));
  return instant(now + base * (0.75 + random / 2));
}
