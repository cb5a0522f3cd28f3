import { openCalendar } from "../../server/adapters/calendars/index.ts";
import type { GoogleSettings, Rep } from "../../server/core/availability/rep.ts";
import type { Calendar } from "../../server/core/ports/calendar.ts";
import { type Instant, instant } from "../../server/core/time.ts";
import { type FakeGoogle, type FakeGoogleOptions, startFakeGoogle } from "./fake-google/start-fake-google.ts";

export const fakeNow: Instant = instant(Date.parse("2026-06-01T12:00:00Z"));

const fakeSettings: GoogleSettings = {
  kind: "google",
  account: "ada@example.com",
  serviceAccountEnv: "HANDRAISE_SECRET_GOOGLE",
};

function repWith(calendar: GoogleSettings): Rep {
  const none = { hours: [], overrides: [], absences: [], travel: [] };
  return { id: "ada", name: "Ada", email: "ada@example.com", timeZone: "Europe/Berlin", active: true, ...none, calendar };
}

/** Ada's calendar on the fake, whose clock stands still at `fakeNow`. */
export function openOn(
  google: FakeGoogle,
  changes: Partial<GoogleSettings> = {},
  secret: string | null = google.keyJson,
): Calendar {
  const { endpoints } = google;
  return openCalendar(repWith({ ...fakeSettings, ...changes }), {
    secret: () => secret ?? undefined,
    now: () => fakeNow,
    endpoints,
  });
}

export function startStillGoogle(options: FakeGoogleOptions = {}): Promise<FakeGoogle> {
  return startFakeGoogle({ now: () => fakeNow, ...options });
}

/** A calendar, and how to be done with it. */
interface Opened {
  readonly calendar: Calendar;
  stop(): Promise<void>;
}

export async function openFakeGoogle(): Promise<Opened> {
  const google = await startStillGoogle();
  return { calendar: openOn(google), stop: () => google.stop() };
}

const names = ["HANDRAISE_TEST_GOOGLE_KEY", "HANDRAISE_TEST_GOOGLE_ACCOUNT", "HANDRAISE_TEST_GOOGLE_CALENDAR"] as const;

/** A calendar of a real account, set aside for tests and empty in June 2026; none when the environment names none, which is said aloud. */
export function realGoogle(): readonly (() => Promise<Opened>)[] {
  const [key, account, calendarId] = names.map((name) => process.env[name]);
  if (!key || !account || !calendarId) {
    console.warn(`NOT RUN against the real Google Calendar: ${names.join(", ")} are not set. Its fake alone was asked.`);
    return [];
  }
  const settings: GoogleSettings = { ...fakeSettings, account, busyCalendars: [calendarId], meetingCalendar: calendarId };
  const calendar = openCalendar(repWith(settings), { secret: () => key });
  return [async () => ({ calendar, stop: async () => {} })];
}
