import { z } from "zod";
import type { MeetingLocation, MeetingType } from "../../core/slots/meeting-type.ts";
import { definedOnly } from "../defined-only.ts";
import { setupDefaults } from "./defaults.ts";
import { id, line, localDate, minutes, text, webUrl } from "./parts.ts";

const count = z.number().int().min(1).max(100_000).optional();
const periodLimits = z.strictObject({ day: count, week: count, month: count }).default({});

const question = z.strictObject({
  id,
  label: line,
  kind: z.enum(["text", "choice", "phone"]).default("text"),
  required: z.boolean().optional(),
  options: z.array(line).min(2).max(50).optional(),
});

export const meetingTypeSchema = z.strictObject({
  id,
  name: line,
  durationMinutes: z.number().int().min(5).max(1440).default(setupDefaults.durationMinutes),
  slotIntervalMinutes: z.number().int().min(5).max(1440).optional(),
  minimumNoticeMinutes: minutes.default(setupDefaults.minimumNoticeMinutes),
  bufferBeforeMinutes: minutes.max(1440).default(0),
  bufferAfterMinutes: minutes.max(1440).default(0),
  offsetStartMinutes: minutes.max(1440).default(0),
  horizon: z
    .discriminatedUnion("kind", [
      z.strictObject({ kind: z.literal("days"), days: z.number().int().min(1).max(366) }),
      z.strictObject({ kind: z.literal("workingDays"), days: z.number().int().min(1).max(260) }),
      z.strictObject({ kind: z.literal("range"), start: localDate, end: localDate }),
    ])
    .default({ kind: "days", days: setupDefaults.horizonDays }),
  meetingLimits: periodLimits,
  minuteLimits: periodLimits,
  location: z
    .discriminatedUnion("kind", [
      z.strictObject({ kind: z.literal("link"), url: webUrl }),
      z.strictObject({ kind: z.enum(["meet", "teams"]) }),
      z.strictObject({
        kind: z.literal("phone"),
        caller: z.enum(["rep", "visitor"]).optional(),
        number: z
          .string()
          .regex(/^\+?[\d ()/.-]{3,40}$/, "takes a telephone number")
          .optional(),
      }),
      z.strictObject({ kind: z.literal("address"), text }),
    ])
    .default({ kind: "phone" }),
  description: text.optional(),
  lengths: z.array(z.number().int().min(5).max(1440)).min(2).max(6).optional(),
  joinedBy: z.array(id).min(1).max(3).optional(),
  questions: z.array(question).max(20).optional(),
  guests: z.number().int().min(1).max(20).optional(),
  reminders: z.array(minutes.min(5)).min(1).max(5).optional(),
  event: z.strictObject({ title: line.optional(), description: text.optional() }).optional(),
  afterBooking: z
    .discriminatedUnion("kind", [
      z.strictObject({ kind: z.literal("text"), text }),
      z.strictObject({ kind: z.literal("redirect"), url: webUrl }),
    ])
    .optional(),
  reschedule: z
    .union([
      z.literal(false),
      z.strictObject({
        untilMinutes: minutes.default(0),
        atMost: z.number().int().min(1).max(100).optional(),
        with: z.enum(["rep", "pool"]).default("rep"),
      }),
    ])
    .optional(),
  cancel: z.union([z.literal(false), z.strictObject({ untilMinutes: minutes.default(0) })]).optional(),
  whenRepDeclines: z.enum(["rebook", "askVisitor"]).optional(),
});

/** Who calls, with the number that a calling visitor is told: the check of the setup sees that there is one. */
function toLocation(file: z.output<typeof meetingTypeSchema>["location"]): MeetingLocation {
  if (file.kind !== "phone") return file;
  const visitorCalls = file.caller === "visitor" || (file.caller === undefined && file.number !== undefined);
  if (visitorCalls) return { kind: "phone", caller: "visitor", number: file.number ?? "" };
  return file.caller === undefined ? { kind: "phone" } : { kind: "phone", caller: "rep" };
}

/** The file's meeting type with its defaults → the domain's. */
export function toMeetingType(file: z.output<typeof meetingTypeSchema>): MeetingType {
  const { location, questions, event, reschedule, ...plain } = file;
  return definedOnly({
    ...plain,
    location: toLocation(location),
    questions: questions?.map(definedOnly),
    event: event && definedOnly(event),
    reschedule: reschedule && definedOnly(reschedule),
    lengths: file.lengths?.toSorted((a, b) => a - b),
    reminders: file.reminders?.toSorted((a, b) => b - a),
    slotIntervalMinutes: file.slotIntervalMinutes ?? file.durationMinutes,
    meetingLimits: definedOnly(file.meetingLimits),
    minuteLimits: definedOnly(file.minuteLimits),
  });
}
