import type ICAL from "ical.js";
import type { Ical } from "./busy-spans.ts";
import { dayMs, expandRule, type Rule } from "./expand-rule.ts";
import { ruleOf, wallOf } from "./ical-values.ts";
import { anyZone, type WallMs, type WallZone, zoneByOffset } from "./wall-time.ts";

interface Observance {
  readonly beforeMs: number;
  readonly afterMs: number;
  /** The latest onset at or before a wall time, itself in the wall time from before the change. */
  readonly onset: (wall: WallMs) => WallMs | null;
}

/** A zone as a VTIMEZONE component describes it; any zone on Earth when it describes nothing. */
export function zoneOfComponent(ical: Ical, component: ICAL.Component): WallZone {
  const observances = component.getAllSubcomponents().flatMap((part) => observanceOf(ical, part) ?? []);
  const first = observances[0];
  if (!first) return anyZone;
  return zoneByOffset((wall) => {
    let latest = { onset: Number.NEGATIVE_INFINITY, offsetMs: first.beforeMs };
    for (const { onset, beforeMs, afterMs } of observances) {
      const at = onset(wall);
      // A wall time that the change skips is read with the offset from before it (RFC 5545, 3.3.5).
      if (at !== null && at > latest.onset) latest = { onset: at, offsetMs: wall < at + afterMs - beforeMs ? beforeMs : afterMs };
    }
    return latest.offsetMs;
  });
}

function observanceOf(ical: Ical, part: ICAL.Component): Observance | null {
  const begin = part.getFirstPropertyValue("dtstart");
  const before = part.getFirstPropertyValue("tzoffsetfrom");
  const after = part.getFirstPropertyValue("tzoffsetto");
  if (!(begin instanceof ical.Time && before instanceof ical.UtcOffset && after instanceof ical.UtcOffset)) return null;
  const beforeMs = before.toSeconds() * 1000;
  const start = wallOf(begin);
  const dates: readonly unknown[] = part
    .getAllProperties("rdate")
    .flatMap((property) => property.getValues() as readonly unknown[]);
  const single = [start, ...dates.filter((date) => date instanceof ical.Time).map(wallOf)];
  const rules = part.getAllProperties("rrule").flatMap((property) => {
    const recur = property.getFirstValue();
    if (!(recur instanceof ical.Recur)) return [];
    const until = recur.until
      ? wallOf(recur.until) + (recur.until.zone === ical.Timezone.utcTimezone ? beforeMs : 0)
      : Number.POSITIVE_INFINITY;
    return [{ rule: ruleOf(recur), until }];
  });
  return {
    beforeMs,
    afterMs: after.toSeconds() * 1000,
    onset: (wall) => {
      const onsets = [...single, ...rules.flatMap(({ rule, until }) => lastYears(rule, start, Math.min(wall, until)))];
      const past = onsets.filter((onset) => onset <= wall);
      return past.length > 0 ? Math.max(...past) : null;
    },
  };
}

/** Changes come every year: the last one before `to` is not older than this. */
function lastYears(rule: Rule, start: WallMs, to: WallMs): readonly WallMs[] {
  return expandRule(rule, start, { from: to - 800 * dayMs, to });
}
