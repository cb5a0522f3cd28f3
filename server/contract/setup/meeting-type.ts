import { z } from "zod";
import type { MeetingType } from "../../core/slots/meeting-type.ts";
import { definedOnly } from "../defined-only.ts";
import { setupDefaults } from "./defaults.ts";
import { id, line, localDate, minutes, text, webUrl } from "./parts.ts";

const count = z.number().int().min(1).max(100_000).optional();
const periodLimits = z.strictObject({ day: count, week: count, month: count }).default({});

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
      z.strictObject({ kind: z.literal("phone") }),
      z.strictObject({ kind: z.literal("address"), text }),
    ])
    .default({ kind: "phone" }),
  description: text.optional(),
});

/** The file's meeting type with its defaults → the domain's. */
export function toMeetingType(file: z.output<typeof meetingTypeSchema>): MeetingType {
  return definedOnly({
    ...file,
    slotIntervalMinutes: file.slotIntervalMinutes ?? file.durationMinutes,
    meetingLimits: definedOnly(file.meetingLimits),
    minuteLimits: definedOnly(file.minuteLimits),
  });
}
