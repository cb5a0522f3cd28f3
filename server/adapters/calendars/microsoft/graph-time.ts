import { DateTime } from "luxon";
import type { BusySpan } from "../../../core/ports/calendar.ts";
import { type Instant, instant, type ZoneName } from "../../../core/time.ts";
import { unreadable } from "./graph-fault.ts";
import { textOf } from "./json.ts";

/** Asks Graph for times in UTC. */
export const inUtc = { Prefer: 'outlook.timezone="UTC"' };

const dayMs = 86_400_000;
const utcNames = /^(?:utc|etc\/utc|gmt|etc\/gmt|tzone:\/\/microsoft\/utc)$/i;

/** An instant as a `dateTimeTimeZone`. */
export function graphTime(at: Instant): { readonly dateTime: string; readonly timeZone: "UTC" } {
  return { dateTime: new Date(at).toISOString().slice(0, 19), timeZone: "UTC" };
}

/** A `dateTimeTimeZone` that was asked for in UTC; throws GraphFault when it is anything else. */
export function readTime(value: unknown): Instant {
  const zone = textOf(value, "timeZone");
  const time = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.\d+)?Z?$/.exec(textOf(value, "dateTime") ?? "")?.[1];
  const at = Date.parse(`${time}Z`);
  if (zone === null || !utcNames.test(zone) || Number.isNaN(at)) throw unreadable("it has a time that is not one in UTC");
  return instant(at);
}

export function isMidnight(at: Instant): boolean {
  return at % dayMs === 0;
}

/** The whole days that midnights of UTC name, in this zone: Graph gives all-day events as dates, whatever zone was asked for. */
export function wholeDays({ startAt, endAt }: BusySpan, timeZone: ZoneName): BusySpan {
  const midnight = (at: Instant) => {
    const { year, month, day } = DateTime.fromMillis(at, { zone: "utc" });
    return instant(DateTime.fromObject({ year, month, day }, { zone: timeZone }).startOf("day").toMillis());
  };
  return { startAt: midnight(startAt), endAt: midnight(endAt) };
}

/** Sorted and merged; what does not touch the range, or takes no time, is left out. */
export function mergeSpans(spans: readonly BusySpan[], range: BusySpan): readonly BusySpan[] {
  const touching = spans.filter(({ startAt, endAt }) => startAt < endAt && startAt < range.endAt && endAt > range.startAt);
  const merged: BusySpan[] = [];
  for (const span of touching.toSorted((a, b) => a.startAt - b.startAt)) {
    const last = merged.at(-1);
    const { startAt, endAt } = span;
    if (!last || startAt > last.endAt) merged.push({ startAt, endAt });
    else if (endAt > last.endAt) merged[merged.length - 1] = { startAt: last.startAt, endAt };
  }
  return merged;
}
