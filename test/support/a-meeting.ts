import type { Rep } from "../../server/core/availability/rep.ts";
import type { Booking } from "../../server/core/book/booking.ts";
import type { Setup } from "../../server/core/setup.ts";
import type { MeetingType } from "../../server/core/slots/meeting-type.ts";
import { type Instant, instant } from "../../server/core/time.ts";

const at = (iso: string): Instant => instant(Date.parse(iso));

/** A rep in Berlin. */
export const someRep: Rep = {
  id: "ada",
  name: "Ada Lovelace",
  email: "ada@acme.example",
  title: "Solutions engineer",
  timeZone: "Europe/Berlin",
  hours: [],
  overrides: [],
  absences: [],
  travel: [],
  active: true,
  calendar: { kind: "builtin" },
};

export const someMeetingType: MeetingType = {
  id: "intro",
  name: "Intro call",
  durationMinutes: 30,
  slotIntervalMinutes: 30,
  minimumNoticeMinutes: 60,
  bufferBeforeMinutes: 0,
  bufferAfterMinutes: 0,
  offsetStartMinutes: 0,
  horizon: { kind: "days", days: 14 },
  meetingLimits: {},
  minuteLimits: {},
  location: { kind: "link", url: "https://meet.example.com/ada" },
  description: "We look at your numbers together.",
};

export const someCompany: Setup["company"] = { name: "Acme", accent: "#0a7d4f", timeZone: "Europe/Berlin" };

/** A visitor in New York, half an hour in summer. */
export const someBooking: Booking = {
  id: "bk_0123456789abcdefghijkl",
  leadId: "lead_0123456789abcdefghijkl",
  decisionId: "dec_0123456789abcdefghijkl",
  repId: "ada",
  meetingTypeId: "intro",
  status: "booked",
  startAt: at("2026-06-15T14:00:00Z"),
  endAt: at("2026-06-15T14:30:00Z"),
  blockStartAt: at("2026-06-15T14:00:00Z"),
  blockEndAt: at("2026-06-15T14:30:00Z"),
  visitor: { name: "Bo Diddley", email: "bo@example.net", timeZone: "America/New_York", locale: "en-US" },
  sequence: 0,
  uid: "bk_0123456789abcdefghijkl@handraise",
  manageTokenHash: "00",
  createdAt: at("2026-06-01T00:00:00Z"),
  updatedAt: at("2026-06-01T00:00:00Z"),
};
