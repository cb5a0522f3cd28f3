import type { Instant } from "../core/time.ts";

/** Counts submissions of the last hour by whatever names their senders; each process counts its own. */
export interface SubmitRates {
  /** Notes one and returns how many there were, this one counted. */
  note(key: string, now: Instant): number;
}

const windowMs = 3_600_000;
const steps = 6;
const most = 50_000;

/** An hour in six steps: a count is exact to ten minutes, and a key takes a few bytes. */
export function createSubmitRates(): SubmitRates {
  const known = new Map<string, { step: number; counts: number[] }>();
  return {
    note(key, now) {
      const step = Math.floor(now / (windowMs / steps));
      const entry = known.get(key) ?? { step, counts: Array.from({ length: steps }, () => 0) };
      for (let passed = Math.min(step - entry.step, steps); passed > 0; passed--) entry.counts.unshift(0);
      entry.counts.length = steps;
      entry.step = Math.max(entry.step, step);
      entry.counts[0] = (entry.counts[0] ?? 0) + 1;
      known.delete(key);
      known.set(key, entry);
      const [oldest] = known.keys();
      if (known.size > most && oldest !== undefined) known.delete(oldest);
      return entry.counts.reduce((sum, count) => sum + count, 0);
    },
  };
}
