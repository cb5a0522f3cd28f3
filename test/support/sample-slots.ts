import { type CompiledRep, compileRep } from "../../server/core/availability/compile-rep.ts";
import type { Rep } from "../../server/core/availability/rep.ts";
import { noSpans, toSpans } from "../../server/core/availability/spans.ts";
import type { MeetingType } from "../../server/core/slots/meeting-type.ts";
import type { RepBooking, RepStartsInput } from "../../server/core/slots/rep-starts.ts";
import { instant } from "../../server/core/time.ts";

/** A rep in Berlin who works 09:00 to 12:00 from Monday to Friday. */
const sampleRep: Rep = {
  id: "ada",
  name: "Ada",
  email: "ada@example.com",
  timeZone: "Europe/Berlin",
  hours: [{ days: [1, 2, 3, 4, 5], start: "09:00", end: "12:00" }],
  overrides: [],
  absences: [],
  travel: [],
  active: true,
  calendar: { kind: "builtin" },
};

/** An hour, every hour, for the next thirty days. */
export const sampleType: MeetingType = {
  id: "intro",
  name: "Intro",
  durationMinutes: 60,
  slotIntervalMinutes: 60,
  minimumNoticeMinutes: 0,
  bufferBeforeMinutes: 0,
  bufferAfterMinutes: 0,
  offsetStartMinutes: 0,
  horizon: { kind: "days", days: 30 },
  meetingLimits: {},
  minuteLimits: {},
  location: { kind: "phone" },
};

/** Epoch minute of an ISO instant. */
export function minute(iso: string): number {
  return Date.parse(iso) / 60_000;
}

export interface SampleQuestion {
  readonly rep?: Partial<Rep>;
  readonly type?: Partial<MeetingType>;
  /** ISO instants. */
  readonly busy?: readonly (readonly [string, string])[];
  readonly bookings?: readonly RepBooking[];
  readonly range?: readonly [string, string];
  readonly now?: string;
}

/** The sample rep and type, asked on Monday 2026-06-15 just after midnight UTC for that one day, but for what is said. */
export function sampleInput(question: SampleQuestion = {}): RepStartsInput & { readonly rep: CompiledRep } {
  const [start, end] = question.range ?? ["2026-06-15T00:00Z", "2026-06-16T00:00Z"];
  return {
    rep: compileRep({ ...sampleRep, ...question.rep }),
    type: { ...sampleType, ...question.type },
    busy: question.busy
      ? toSpans(question.busy.map(([from, to]) => ({ startAt: Date.parse(from), endAt: Date.parse(to) })))
      : noSpans,
    bookings: question.bookings ?? [],
    range: { startMinute: minute(start), endMinute: minute(end) },
    now: instant(Date.parse(question.now ?? "2026-06-15T00:01Z")),
  };
}

/** A booking of the sample type without buffers. */
export function sampleBooking(startIso: string, minutes = 60): RepBooking {
  const startMinute = minute(startIso);
  const endMinute = startMinute + minutes;
  return { startMinute, endMinute, blockStartMinute: startMinute, blockEndMinute: endMinute, meetingTypeId: sampleType.id };
}
