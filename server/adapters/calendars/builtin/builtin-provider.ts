import type { CalendarProvider, CalendarRef, CalendarResult } from "../../../core/ports/calendar.ts";

/** Our own bookings are the calendar: nothing outside makes the rep busy, and an event needs no other place. */
export function builtinProvider(): CalendarProvider<"builtin"> {
  const stored = (uid: string): CalendarResult<CalendarRef> => ({
    ok: true,
    value: { url: `builtin:${encodeURIComponent(uid)}` },
  });
  return {
    kind: "builtin",
    local: true,
    open: () => ({
      busy: async () => ({ ok: true, value: [] }),
      create: async (event) => stored(event.uid),
      update: async (_ref, event) => stored(event.uid),
      cancel: async () => ({ ok: true, value: null }),
    }),
  };
}
