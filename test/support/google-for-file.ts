import { afterAll, beforeEach } from "vitest";
import { type CalendarEvent } from "../../server/core/ports/calendar.ts";
import { instant } from "../../server/core/time.ts";
import { june } from "./calendar-calls.ts";
import type { FakeEvent } from "./fake-google/event-store.ts";
import type { FakeRoute } from "./fake-google/faults.ts";
import { startStillGoogle } from "./google-account.ts";

/** The calendar of the rep of these tests. */
export const home = "ada@example.com";

/** Google's fake for the tests of one file, emptied before each of them. */
export async function googleForFile() {
  const google = await startStillGoogle();
  beforeEach(() => google.clear());
  afterAll(() => google.stop());
  return {
    google,
    /** The events of a calendar that nobody deleted. */
    alive: (calendarId = home): readonly FakeEvent[] =>
      google
        .calendar(calendarId)
        .all()
        .filter(({ status }) => status !== "cancelled"),
    /** What was asked of one route. */
    asked: (route: FakeRoute) => google.calls.filter((call) => call.route === route),
  };
}

/** One meeting of many, every one at a time of its own. */
export function meetingOf(i: number): CalendarEvent {
  const startAt = instant(june.startAt + i * 3_600_000);
  return {
    uid: `bk_${i}@handraise`,
    sequence: 0,
    title: "Intro",
    description: "",
    location: "",
    startAt,
    endAt: instant(startAt + 1_800_000),
    organizer: { name: "Ada", email: home },
    attendees: [{ name: "Bo", email: "bo@example.net" }],
  };
}

export const later = (event: CalendarEvent): CalendarEvent => ({
  ...event,
  sequence: event.sequence + 1,
  startAt: instant(event.startAt + 3_600_000),
  endAt: instant(event.endAt + 3_600_000),
});

/** The number of trials, as every fault test says it. */
export const say = (row: number, trials: number, what: string) => console.info(`fault ${row}, Google: ${trials} trials, ${what}`);
