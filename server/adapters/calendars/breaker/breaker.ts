import type { Calendar, CalendarFailure, CalendarResult } from "../../../core/ports/calendar.ts";
import { type Instant, instant } from "../../../core/time.ts";

/** Keeps calls from a service that fails: after some failures in a row it is left alone for a while, then tried with one call. */
export interface Breaker {
  /** The work's answer; or at once why it is not asked. Its own failures alone are counted: what it refuses, it answers. */
  run<T>(work: () => Promise<CalendarResult<T>>): Promise<CalendarResult<T>>;
  /** False while the service is left alone. */
  readonly isClosed: boolean;
}

const mostFailures = 5;
const firstPauseMs = 5_000;
const longestPauseMs = 5 * 60_000;

export function createBreaker(name: string, now: () => Instant): Breaker {
  let failures = 0;
  let pauses = 0;
  let openUntil = 0;
  let isTrying = false;

  const isOpen = () => failures >= mostFailures && (now() < openUntil || isTrying);

  const note = (isFailure: boolean) => {
    if (!isFailure) {
      failures = 0;
      pauses = 0;
      return;
    }
    failures += 1;
    // Those that were under way when it opened say nothing new.
    if (failures < mostFailures || now() < openUntil) return;
    openUntil = now() + Math.min(longestPauseMs, firstPauseMs * 2 ** pauses);
    pauses += 1;
  };

  return {
    get isClosed() {
      return !isOpen();
    },
    async run(work) {
      if (isOpen()) {
        const retryAt = instant(Math.max(openUntil, now() + 1_000));
        return { ok: false, failure: { kind: "rate_limited", retryAt, message: `${name} fails; it is left alone for now` } };
      }
      const isTrial = failures >= mostFailures;
      if (isTrial) isTrying = true;
      try {
        const result = await work();
        note(!result.ok && result.failure.kind === "unreachable");
        return result;
      } finally {
        if (isTrial) isTrying = false;
      }
    },
  };
}

/** A wait that an account was told, which ends by itself. */
type Wait = Extract<CalendarFailure, { kind: "rate_limited" }>;

/**
 * The calendar behind its service's breaker. Once the account is told to wait (`Retry-After`, a quota), nothing of the kind is
 * asked for it until then: limits of writing are no reason not to read.
 */
export function guardedCalendar(calendar: Calendar, breaker: Breaker, now: () => Instant): Calendar {
  const guarding = () => {
    let wait: Wait | null = null;
    return async <T>(work: () => Promise<CalendarResult<T>>): Promise<CalendarResult<T>> => {
      if (wait && now() < wait.retryAt) return { ok: false, failure: wait };
      const result = await breaker.run(work);
      // The breaker's own refusal is none of the account's.
      wait = !result.ok && result.failure.kind === "rate_limited" && breaker.isClosed ? result.failure : null;
      return result;
    };
  };
  const reading = guarding();
  const writing = guarding();
  const { list, identify, changes, find, watch, unwatch, readOnly } = calendar;
  return {
    ...(readOnly ? { readOnly } : {}),
    busy: (range, timeoutMs) => reading(() => calendar.busy(range, timeoutMs)),
    create: (event, timeoutMs) => writing(() => calendar.create(event, timeoutMs)),
    update: (ref, event, timeoutMs) => writing(() => calendar.update(ref, event, timeoutMs)),
    cancel: (ref, uid, timeoutMs) => writing(() => calendar.cancel(ref, uid, timeoutMs)),
    ...(list ? { list: (timeoutMs) => reading(() => list(timeoutMs)) } : {}),
    ...(identify ? { identify: (timeoutMs) => reading(() => identify(timeoutMs)) } : {}),
    ...(changes ? { changes: (since, timeoutMs) => reading(() => changes(since, timeoutMs)) } : {}),
    ...(find ? { find: (ref, uid, timeoutMs) => reading(() => find(ref, uid, timeoutMs)) } : {}),
    ...(watch ? { watch: (ask, before, timeoutMs) => writing(() => watch(ask, before, timeoutMs)) } : {}),
    ...(unwatch ? { unwatch: (watches, timeoutMs) => writing(() => unwatch(watches, timeoutMs)) } : {}),
  };
}
