import type { CalendarFailure } from "../../../core/ports/calendar.ts";
import { type Instant, instant } from "../../../core/time.ts";

/** Carries a failure of the closed set through code that knows only exceptions. */
export class GoogleFault extends Error {
  readonly failure: CalendarFailure;

  constructor(failure: CalendarFailure, options?: { cause?: unknown }) {
    super(failure.message, options);
    this.name = "GoogleFault";
    this.failure = failure;
  }
}

/** What of an answer says why it is not a success. */
export interface Refusal {
  readonly status: number;
  readonly headers: Headers;
  /** The parsed body, or its text. */
  readonly data: unknown;
}

/** Reasons of a 403 that mean "slower". https://developers.google.com/workspace/calendar/api/guides/errors */
const rateReasons: ReadonlySet<string> = new Set([
  "rateLimitExceeded",
  "userRateLimitExceeded",
  "quotaExceeded",
  "dailyLimitExceeded",
]);
/** Quotas are counted over a sliding minute. */
const minuteMs = 60_000;
/** Limits of a calendar's use are lifted after hours. */
const usageMs = 3_600_000;

/** The failure behind whatever was thrown while `signal` ran. Messages carry statuses and codes, nothing that anybody wrote. */
export function failureOf(error: unknown, signal: AbortSignal, now: Instant): CalendarFailure {
  if (error instanceof GoogleFault) return error.failure;
  const refusal = refusalOf(error);
  if (refusal) return refusalFailure(refusal, now);
  if (signal.aborted) return { kind: "unreachable", message: "Google did not answer in time" };
  return { kind: "unreachable", message: `Google cannot be reached${networkCode(error)}` };
}

/** The status of an answer that was not a success; null when there was no answer. */
export function statusOf(error: unknown): number | null {
  if (error instanceof GoogleFault) return null;
  return refusalOf(error)?.status ?? null;
}

/** Whether Google forbids this for good, rather than for now. */
export function isForbidden(error: unknown): boolean {
  const refusal = error instanceof GoogleFault ? null : refusalOf(error);
  return refusal?.status === 403 && refusalFailure(refusal, instant(0)).kind === "refused";
}

/** What an answer of the Calendar API means, for the ones that are not a success. */
export function refusalFailure(refusal: Refusal, now: Instant): CalendarFailure {
  const { status } = refusal;
  const reason = reasonOf(refusal.data);
  const message = `Google answered ${status}${reason === null ? "" : ` (${reason})`}`;
  const asked = retryAfter(refusal.headers.get("retry-after"), now);
  if (status === 401 || reason === "insufficientPermissions") return { kind: "auth_lost", message };
  if (status === 404 || status === 410) return { kind: "not_found", message };
  if (status === 429 || (status === 403 && reason !== null && rateReasons.has(reason))) {
    const waitMs = reason === "userRateLimitExceeded" || reason === "rateLimitExceeded" || status === 429 ? minuteMs : usageMs;
    return { kind: "rate_limited", retryAt: asked ?? instant(now + waitMs), message };
  }
  if (status === 503 && asked !== null) return { kind: "rate_limited", retryAt: asked, message };
  if (status === 408 || status >= 500) return { kind: "unreachable", message };
  return { kind: "refused", message };
}

/** An answer of 200 that is none of Google's. */
export function notUnderstood(): GoogleFault {
  return new GoogleFault({ kind: "refused", message: "Google's answer cannot be understood" });
}

/** A property of something that may be anything. */
export function property(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}

function refusalOf(error: unknown): Refusal | null {
  const response = property(error, "response");
  const status = property(response, "status");
  const headers = property(response, "headers");
  if (typeof status !== "number" || !(headers instanceof Headers)) return null;
  return { status, headers, data: property(response, "data") };
}

/** Google's word for it; only what looks like a word of a protocol may go into a message. */
function reasonOf(data: unknown): string | null {
  const error = property(data, "error");
  const errors = property(error, "errors");
  const reasons = [property(Array.isArray(errors) ? errors[0] : undefined, "reason"), property(error, "status"), error];
  return reasons.find((reason): reason is string => typeof reason === "string" && /^[A-Za-z_]{1,60}$/.test(reason)) ?? null;
}

function retryAfter(header: string | null, now: Instant): Instant | null {
  if (header === null) return null;
  if (/^\d{1,9}$/.test(header)) return instant(now + Number(header) * 1000);
  const at = Date.parse(header);
  return Number.isNaN(at) ? null : instant(Math.max(at, now));
}

function networkCode(error: unknown): string {
  for (let at: unknown = error, depth = 0; at !== undefined && depth < 4; at = property(at, "cause"), depth += 1) {
    const code = property(at, "code");
    if (typeof code === "string" && /^[A-Z][A-Z0-9_]{2,40}$/.test(code)) return ` (${code})`;
  }
  return "";
}
