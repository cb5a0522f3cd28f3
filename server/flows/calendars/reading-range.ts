import type { Rep } from "../../core/availability/rep.ts";
import { horizonMinutes } from "../../core/slots/horizon.ts";
import { type Instant, instant, minuteMs } from "../../core/time.ts";
import type { World } from "../world.ts";

const dayMs = 86_400_000;
/** Where every type of meeting looks less far ahead. */
const leastDays = 14;

/** How far a reading of a rep's calendar goes. What lies beyond it is unknown, so it is never offered. */
export interface ReadingRange {
  readonly startAt: Instant;
  readonly endAt: Instant;
  /** A reading that ends before this covers a horizon no more: they move on each day. */
  readonly neededUntil: Instant;
}

/** From yesterday to the farthest end of a meeting that any type of meeting lets begin, and a day more for tomorrow. */
export function readingRange(world: World, rep: Rep, now: Instant): ReadingRange {
  const { meetingTypes } = world.state.setup().setup;
  const reaches = meetingTypes.map(
    (type) =>
      horizonMinutes(type, rep.timeZone, now) + Math.max(type.durationMinutes, ...(type.lengths ?? [])) + type.bufferAfterMinutes,
  );
  const neededUntil = now + Math.max(leastDays * 1_440, ...reaches) * minuteMs;
  return { startAt: instant(now - dayMs), endAt: instant(neededUntil + dayMs), neededUntil: instant(neededUntil) };
}
