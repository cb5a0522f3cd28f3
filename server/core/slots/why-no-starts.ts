import type { RepReason } from "../availability/rep.ts";
import { noSpans } from "../availability/spans.ts";
import { type RepStartsInput, repStarts } from "./rep-starts.ts";
import { isEmpty } from "./starts.ts";

export type NoStartsReason = Extract<RepReason, "inactive" | "outside_hours" | "away" | "calendar_busy" | "capped">;

/**
 * Why a rep has no start in the range, or null when there is one. The engine is asked again with one obstacle less at a time,
 * so the reason is the first obstacle that leaves nothing: hours (with notice and horizon), absences, busy times, limits.
 */
export function whyNoStarts(input: RepStartsInput): NoStartsReason | null {
  if (!input.rep.active) return "inactive";
  const { meetingCaps: _, ...uncapped } = input.rep;
  const present = { ...uncapped, absences: noSpans };
  const unlimited = { ...input.type, meetingLimits: {}, minuteLimits: {} };
  const idle = { ...input, rep: uncapped, type: unlimited, busy: noSpans, bookings: [] };
  if (isEmpty(repStarts({ ...idle, rep: present }))) return "outside_hours";
  if (isEmpty(repStarts(idle))) return "away";
  if (isEmpty(repStarts({ ...input, rep: uncapped, type: unlimited }))) return "calendar_busy";
  return isEmpty(repStarts(input)) ? "capped" : null;
}
