import type { CalendarFailure } from "../../../core/ports/calendar.ts";
import { type Instant, instant } from "../../../core/time.ts";

/** What Graph answered. `code` is its own word for an error, e.g. `ErrorItemNotFound`; of what it says besides, nothing is kept. */
export interface GraphError {
  readonly status: number;
  readonly code: string | null;
}

/** Carries a failure of the closed set up to the edge of the adapter. */
export class GraphFault extends Error {
  readonly failure: CalendarFailure;
  /** Null when there was no answer. */
  readonly answer: GraphError | null;

  constructor(failure: CalendarFailure, { cause, answer = null }: { cause?: unknown; answer?: GraphError | null } = {}) {
    super(failure.message, { cause });
    this.name = "GraphFault";
    this.failure = failure;
    this.answer = answer;
  }
}

/** True when an event is not there; also when its id is of another mailbox, or none of Graph's. */
export function isGone(error: unknown): boolean {
  if (!(error instanceof GraphFault) || !error.answer) return false;
  return [404, 410].includes(error.answer.status) || error.answer.code === "ErrorInvalidIdMalformed";
}

/** True when somebody else changed the event since it was read. */
export function isOutdated(error: unknown): boolean {
  if (!(error instanceof GraphFault) || !error.answer) return false;
  return error.answer.status === 412 || error.answer.code === "ErrorIrresolvableConflict";
}

/** The failure behind an exception. What we did not foresee is `refused`: never free, never lost. */
export function failureOf(error: unknown): CalendarFailure {
  if (error instanceof GraphFault) return error.failure;
  return { kind: "refused", message: error instanceof Error ? error.message : String(error) };
}

/** An answer that is none: half, empty, or not what was asked for. */
export function unreadable(what: string): GraphFault {
  return new GraphFault({ kind: "refused", message: `Microsoft's answer cannot be read: ${what}` });
}

/** No answer at all, or none in time. */
export function silence(signal: AbortSignal, cause: unknown): GraphFault {
  const message = signal.aborted ? "Microsoft did not answer in time" : "Microsoft cannot be reached";
  return new GraphFault({ kind: "unreachable", message }, { cause });
}

const defaultRetryMs = 60_000;

/** What an answer other than a success means. `retryAt` is what its `Retry-After` says. */
export function answerFault(answer: GraphError, { now, retryAt }: { now: Instant; retryAt: Instant | null }): GraphFault {
  return new GraphFault(answerFailure(answer, { now, retryAt }), { answer });
}

function answerFailure(
  { status, code }: GraphError,
  { now, retryAt }: { now: Instant; retryAt: Instant | null },
): CalendarFailure {
  const message = `Microsoft Graph answered ${status}${code === null ? "" : ` (${code})`}`;
  if (status === 401 || status === 403) return { kind: "auth_lost", message };
  if (status === 404 || status === 410) return { kind: "not_found", message };
  if (status === 429) return { kind: "rate_limited", retryAt: retryAt ?? instant(now + defaultRetryMs), message };
  if (status === 503 && retryAt !== null) return { kind: "rate_limited", retryAt, message };
  // Exchange says 412 now and then to requests without a condition, and means it a moment only
  // (https://learn.microsoft.com/en-us/answers/questions/271870).
  if (status >= 500 || status === 408 || status === 412) return { kind: "unreachable", message };
  return { kind: "refused", message };
}

/** The instant that a `Retry-After` names, in seconds or as a date; null when it names none. */
export function retryAfter(header: string | null, now: Instant): Instant | null {
  if (header === null) return null;
  if (/^\d{1,9}$/.test(header)) return instant(now + Number(header) * 1000);
  const at = Date.parse(header);
  return Number.isNaN(at) ? null : instant(Math.max(at, now));
}
