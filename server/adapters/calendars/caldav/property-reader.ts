import type ICAL from "ical.js";
import type { ZoneName } from "../../../core/time.ts";
import type { Ical } from "./busy-spans.ts";
import type { Length, ZonedWall } from "./event-occurrences.ts";
import type { Rule } from "./expand-rule.ts";
import { ruleOf, wallOf } from "./ical-values.ts";
import { zoneOfComponent } from "./vtimezone.ts";
import { anyZone, ianaZone, utcZone, type WallZone } from "./wall-time.ts";

/** Reads typed values out of the components of one calendar; throws on a value of another type. */
export interface PropertyReader {
  text(component: ICAL.Component, name: string): string;
  times(component: ICAL.Component, name: string): readonly ZonedWall[];
  /** Dates, times or periods; `length` where it is a period. */
  periods(component: ICAL.Component, name: string): readonly { readonly start: ZonedWall; readonly length: Length | null }[];
  rules(component: ICAL.Component): readonly { readonly rule: Rule; readonly until: ZonedWall | null }[];
  duration(component: ICAL.Component): Length | null;
}

/** A reader of `calendar`; times without a zone, and whole days, are read in `timeZone`. */
export function propertyReader(ical: Ical, calendar: ICAL.Component, timeZone: ZoneName): PropertyReader {
  const zoneNamed = zoneFinder(ical, calendar);
  const ownZone = ianaZone(timeZone) ?? anyZone;
  const zoned = (time: ICAL.Time, tzid: string): ZonedWall => {
    const zone = time.isDate
      ? ownZone
      : time.zone === ical.Timezone.utcTimezone
        ? utcZone
        : tzid === ""
          ? ownZone
          : zoneNamed(tzid);
    return { wall: wallOf(time), isDate: time.isDate, zone };
  };
  const valuesOf = (component: ICAL.Component, name: string): readonly { value: unknown; tzid: string }[] =>
    component.getAllProperties(name).flatMap((property) => {
      const tzid = property.getFirstParameter("tzid") ?? "";
      const values: readonly unknown[] = property.getValues();
      return values.map((value) => ({ value, tzid }));
    });
  const timeOf = ({ value, tzid }: { value: unknown; tzid: string }): ZonedWall => {
    if (!(value instanceof ical.Time)) throw new Error("a time is not a time");
    return zoned(value, tzid);
  };
  return {
    text: (component, name) => String(component.getFirstPropertyValue(name) ?? ""),
    times: (component, name) => valuesOf(component, name).map(timeOf),
    periods: (component, name) =>
      valuesOf(component, name).map((entry) => {
        if (!(entry.value instanceof ical.Period)) return { start: timeOf(entry), length: null };
        const start = zoned(entry.value.start, entry.tzid);
        return { start, length: { days: 0, ms: wallOf(entry.value.getEnd()) - start.wall } };
      }),
    rules: (component) =>
      valuesOf(component, "rrule").map(({ value }) => {
        if (!(value instanceof ical.Recur)) throw new Error("a rule is not a rule");
        return { rule: ruleOf(value), until: value.until ? zoned(value.until, "") : null };
      }),
    duration: (component) => {
      const value = component.getFirstPropertyValue("duration");
      if (value === null) return null;
      if (!(value instanceof ical.Duration)) throw new Error("a duration is not a duration");
      return lengthOfDuration(value);
    },
  };
}

/** The calendar's zones by TZID. An IANA name means what our time zone database says today, not what the file said once. */
function zoneFinder(ical: Ical, calendar: ICAL.Component): (tzid: string) => WallZone {
  const known = new Map<string, WallZone>();
  const find = (tzid: string): WallZone => {
    const iana = ianaZone(tzid);
    if (iana) return iana;
    const component = calendar.getAllSubcomponents("vtimezone").find((zone) => zone.getFirstPropertyValue("tzid") === tzid);
    return component ? zoneOfComponent(ical, component) : anyZone;
  };
  return (tzid) => {
    const zone = known.get(tzid) ?? find(tzid);
    known.set(tzid, zone);
    return zone;
  };
}

function lengthOfDuration({ weeks, days, hours, minutes, seconds, isNegative }: ICAL.Duration): Length {
  if (isNegative) return { days: 0, ms: 0 };
  return { days: weeks * 7 + days, ms: ((hours * 60 + minutes) * 60 + seconds) * 1000 };
}
