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
    open: (rep) => deps.connected?.(rep) ?? lostCalendar("the rep has not connected a calendar"),
  };
}

/** A calendar that cannot be used until somebody connects it. */
export function lostCalendar(message: string): Calendar {
  const failure: CalendarFailure = { kind: "auth_lost", message };
  const lost = () => Promise.resolve({ ok: false, failure } as const);
  return { busy: lost, create: lost, update: lost, cancel: lost, list: lost, identify: lost };
}
