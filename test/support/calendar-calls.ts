import { expect } from "vitest";
import type { CalendarEvent, CalendarFailure, CalendarResult } from "../../server/core/ports/calendar.ts";
import { type Instant, instant } from "../../server/core/time.ts";

/** More than any call to a calendar of these tests takes. */
export const deadlineMs = 10_000;

export const at = (iso: string): Instant => instant(Date.parse(iso));

export const june = { startAt: at("2026-06-01T00:00:00Z"), endAt: at("2026-07-01T00:00:00Z") };

/** A meeting of Ada with Bo as it is written into calendars. */
export const meetingOfAda = (change: Partial<CalendarEvent> = {}): CalendarEvent => ({
  uid: "bk_contract@handraise",
  sequence: 0,
  title: "Intro: Bo / Ada",
  description: "Bo <bo@example.net>",
  location: "https://meet.example.com/x",
  startAt: at("2026-06-15T09:00:00Z"),
  endAt: at("2026-06-15T09:30:00Z"),
  organizer: { name: "Ada", email: "ada@example.com" },
  attendees: [{ name: "Bo", email: "bo@example.net" }],
  ...change,
});

/** The same meeting on the next day. */
export const movedOn = (meeting: CalendarEvent): CalendarEvent => ({
  ...meeting,
  sequence: 1,
  startAt: at("2026-06-16T12:00:00Z"),
  endAt: at("2026-06-16T12:30:00Z"),
});

export const spanOf = ({ startAt, endAt }: CalendarEvent) => ({ startAt, endAt });

/** What a call that succeeds says; null stands for a call that the provider does not have. */
export function valueOf<T>(result: CalendarResult<T> | null): T {
  if (!result) throw new Error("the provider has no such call");
  if (!result.ok) throw new Error(`${result.failure.kind}: ${result.failure.message}`);
  return result.value;
}

/** What a call that fails says; also that it says nothing of a person, an event or a secret. */
export function failureOf(result: CalendarResult<unknown>): CalendarFailure {
  if (result.ok) throw new Error(`expected a failure, got ${JSON.stringify(result.value)}`);
  expect(result.failure.message).not.toMatch(/ada@|contoso|salary|eyJ0|secret\.of/i);
  return result.failure;
}

/** What a failed call says; also that it came within `limitMs`. */
export async function failureWithin(limitMs: number, call: Promise<CalendarResult<unknown>>): Promise<CalendarFailure> {
  const begun = performance.now();
  const failure = failureOf(await call);
  expect(performance.now() - begun).toBeLessThan(limitMs);
  return failure;
}

/** As the job does it: again until it is done; answers how often it failed. */
export async function untilDone<T>(
  call: () => Promise<CalendarResult<T>>,
  most = 10,
): Promise<{ readonly value: T; readonly failures: number }> {
  for (let failures = 0; failures < most; failures += 1) {
    const result = await call();
    if (result.ok) return { value: result.value, failures };
  }
  throw new Error(`not done after ${most} tries`);
}
