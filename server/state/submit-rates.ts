import type { Instant } from "../core/time.ts";

/** How often one sender was seen in one step of time. */
export interface SubmitCount {
  readonly sender: string;
  readonly step: number;
  readonly count: number;
}

/** Counts submissions of the last hour by whatever names their senders, here and as far as other processes said. */
export interface SubmitRates {
  /** Notes one and returns how many there were, this one counted. */
  note(sender: string, now: Instant): number;
  /** What was counted here and not taken yet, each with its whole count. */
  take(): readonly SubmitCount[];
  /** What another process counted; the same step of the same sender again takes the place of what was heard before. */
  hear(counts: readonly (SubmitCount & { readonly process: string })[], now: Instant): void;
}

/** How far back submissions count. */
export const rateWindowMs = 3_600_000;
const steps = 6;
const most = 50_000;

const stepOf = (now: Instant) => Math.floor(now / (rateWindowMs / steps));

/** An hour in six steps: a count is exact to ten minutes, and a sender takes a few bytes. */
export function createSubmitRates(): SubmitRates {
  const own = new Map<string, { step: number; counts: number[] }>();
  const others = new Map<string, Map<string, SubmitCount>>();
  let forgotten = 0;
  const untold = new Map<string, SubmitCount>();

  const ofOthers = (sender: string, step: number) => {
    let sum = 0;
    for (const one of others.get(sender)?.values() ?? []) if (one.step > step - steps) sum += one.count;
    return sum;
  };
  return {
    note(sender, now) {
      const step = stepOf(now);
      const entry = own.get(sender) ?? { step, counts: Array.from({ length: steps }, () => 0) };
      for (let passed = Math.min(step - entry.step, steps); passed > 0; passed--) entry.counts.unshift(0);
      entry.counts.length = steps;
      entry.step = Math.max(entry.step, step);
      const count = (entry.counts[0] ?? 0) + 1;
      entry.counts[0] = count;
      putLast(own, sender, entry);
      putLast(untold, `${sender} ${entry.step}`, { sender, step: entry.step, count });
      return entry.counts.reduce((sum, one) => sum + one, 0) + ofOthers(sender, step);
    },
    take() {
      const taken = [...untold.values()];
      untold.clear();
      return taken;
    },
    hear(counts, now) {
      for (const { process, ...one } of counts) {
        const heard = others.get(one.sender) ?? new Map<string, SubmitCount>();
        heard.set(`${process} ${one.step}`, one);
        putLast(others, one.sender, heard);
      }
      const oldest = stepOf(now) - steps;
      if (oldest === forgotten) return;
      forgotten = oldest;
      for (const [sender, heard] of others) {
        for (const [key, { step }] of heard) if (step <= oldest) heard.delete(key);
        if (heard.size === 0) others.delete(sender);
      }
    },
  };
}

/** The one that was put longest ago gives way to what is too much. */
function putLast<T>(map: Map<string, T>, key: string, value: T): void {
  map.delete(key);
  map.set(key, value);
  const [oldest] = map.keys();
  if (map.size > most && oldest !== undefined) map.delete(oldest);
}
