import type { Rep } from "../../../core/availability/rep.ts";
import type { Calendar, CalendarFailure, CalendarProvider } from "../../../core/ports/calendar.ts";

export interface ConnectedDeps {
  /** The calendar that the rep connected; null when there is none. */
  readonly connected?: (rep: Rep) => Calendar | null;
}

/** What the rep connected in the browser, whoever provides it. Without a connection nothing is known, so nothing is free. */
export function connectedProvider(deps: ConnectedDeps): CalendarProvider<"connected"> {
  return {
    kind: "connected",
    local: false,
    open: (rep) =>
      deps.connected?.(rep) ?? failedCalendar({ kind: "auth_lost", message: "the rep has not connected a calendar" }),
  };
}

/** A calendar of which nothing can be known now. */
export function failedCalendar(failure: CalendarFailure): Calendar {
  const fail = () => Promise.resolve({ ok: false, failure } as const);
  return { busy: fail, create: fail, update: fail, cancel: fail, list: fail, identify: fail };
}
