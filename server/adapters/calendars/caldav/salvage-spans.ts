import type { BusyQuestion } from "./busy-spans.ts";
import type { Stretch, ZonedWall } from "./event-occurrences.ts";
import { dayMs } from "./expand-rule.ts";
import { unfold } from "./read-objects.ts";
import { anyZone, ianaZone, utcZone } from "./wall-time.ts";

/**
 * What a malformed object still says about its time: from DTSTART to DTEND, busy. Null when that cannot be read, or when it
 * recurs, for then its other times are unknown.
 */
export function salvageSpans(data: string, question: BusyQuestion): readonly Stretch[] | null {
  const events = unfold(data)
    .split(/^BEGIN:VEVENT\s*$/im)
    .slice(1);
  if (events.length === 0) return null;
  const found: Stretch[] = [];
  for (const event of events) {
    const uid = /^UID[^:\n]*:(.*)$/im.exec(event)?.[1]?.trim() ?? "";
    if (question.ignoreUids.has(uid)) continue;
    const start = timeOf(event, "DTSTART", question);
    const end = timeOf(event, "DTEND", question);
    if (!start || !end || /^(RRULE|RDATE)[;:]/im.test(event)) return null;
    const least = start.wall + (start.isDate ? dayMs : 0);
    found.push({
      startAt: start.zone.earliest(start.wall),
      endAt: Math.max(end.zone.latest(end.wall), start.zone.latest(least)),
    });
  }
  return found;
}

function timeOf(event: string, name: string, { timeZone }: BusyQuestion): ZonedWall | null {
  const line = new RegExp(`^${name}((?:;[^:\\n]*)?):(\\d{4})(\\d\\d)(\\d\\d)(?:T(\\d\\d)(\\d\\d)(\\d\\d)(Z?))?\\s*$`, "im").exec(
    event,
  );
  if (!line) return null;
  const [, parameters = "", year, month, day, hour, minute, second, utc] = line;
  const wall = Date.UTC(
    Number(year),
    Number(month) - 1,
    Number(day),
    Number(hour ?? 0),
    Number(minute ?? 0),
    Number(second ?? 0),
  );
  const tzid = /;TZID="?([^";:]+)/i.exec(parameters)?.[1] ?? timeZone;
  return { wall, isDate: hour === undefined, zone: utc === "Z" ? utcZone : (ianaZone(tzid) ?? anyZone) };
}
