import type { CalendarFailure } from "../../../core/ports/calendar.ts";

/** Carries a failure of the closed set through a library that knows only exceptions. */
export class CalendarFault extends Error {
  readonly failure: CalendarFailure;

  constructor(failure: CalendarFailure, options?: { cause?: unknown }) {
    super(failure.message, options);
    this.name = "CalendarFault";
    this.failure = failure;
  }
}

/** The failure behind an exception. What we did not foresee is `refused`: never free, never lost. */
export function failureOf(error: unknown): CalendarFailure {
  if (error instanceof CalendarFault) return error.failure;
  // The library appends what the server said, which may be somebody's events.
  const [message = ""] = (error instanceof Error ? error.message : String(error)).split(" Raw response:");
  return { kind: "refused", message };
}
