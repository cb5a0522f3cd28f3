import type ICAL from "ical.js";
import type { Rule } from "./expand-rule.ts";
import type { WallMs } from "./wall-time.ts";

/** The numbers that a time shows, as a wall time. */
export function wallOf(time: ICAL.Time): WallMs {
  const { year, month, day, hour, minute, second } = time;
  return new Date(0).setUTCFullYear(year, month - 1, day) + ((hour * 60 + minute) * 60 + second) * 1000;
}

/** A parsed rule in our terms; the library counts weekdays from 1. */
export function ruleOf(recur: ICAL.Recur): Rule {
  return { freq: recur.freq, interval: recur.interval, count: recur.count, weekStart: recur.wkst - 1, parts: { ...recur.parts } };
}

/** What the library parsed is an array of anything. */
export function isArray(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}
