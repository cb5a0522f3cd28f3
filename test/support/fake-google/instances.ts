import ICAL from "ical.js";
import { DateTime } from "luxon";
import type { FakeEvent, FakeTime } from "./event-store.ts";

export interface Span {
  readonly start: number;
  readonly end: number;
}

/** The instant that an event's time means on a calendar of this zone. */
export function at(time: FakeTime | undefined, zone: string): number {
  if (time?.date !== undefined) return DateTime.fromISO(time.date, { zone }).toMillis();
  return DateTime.fromISO(time?.dateTime ?? "", { zone: time?.timeZone ?? zone }).toMillis();
}

export function spanOf(event: FakeEvent, zone: string): Span {
  return { start: at(event.start, zone), end: at(event.end, zone) };
}

/** One event as single events that touch the range: itself, or the occurrences of its rules without the ones that have an event of their own. */
export function instancesOf(
  event: FakeEvent,
  zone: string,
  { range, changed }: { readonly range: Span; readonly changed: ReadonlySet<string> },
) {
  const touches = (one: FakeEvent) => {
    const { start, end } = spanOf(one, zone);
    return start < range.end && end > range.start;
  };
  if (!event.recurrence) return touches(event) ? [event] : [];
  return [...occurrences(event, zone, range.end)].filter((one) => touches(one) && !changed.has(one.id));
}

function* occurrences(event: FakeEvent, calendarZone: string, until: number): Generator<FakeEvent> {
  const zone = event.start?.timeZone ?? calendarZone;
  const isDate = event.start?.date !== undefined;
  const { start, end } = spanOf(event, calendarZone);
  const wall = DateTime.fromMillis(start, { zone });
  const begin = isDate ? `DTSTART;VALUE=DATE:${wall.toFormat("yyyyMMdd")}` : `DTSTART:${wall.toFormat("yyyyMMdd'T'HHmmss")}`;
  const lines = ["BEGIN:VEVENT", begin, ...(event.recurrence ?? []), "END:VEVENT"];
  const iterator = new ICAL.Event(new ICAL.Component(ICAL.parse(lines.join("\r\n")))).iterator();
  for (let time = iterator.next(); time; time = iterator.next()) {
    const { year, month, day, hour, minute, second } = time;
    const first = DateTime.fromObject({ year, month, day, hour, minute, second }, { zone });
    if (first.toMillis() >= until) return;
    const times = isDate
      ? {
          start: { date: first.toISODate() ?? "" },
          end: { date: first.plus({ days: Math.round((end - start) / 86_400_000) }).toISODate() ?? "" },
        }
      : {
          start: { dateTime: first.toISO() ?? "" },
          end: { dateTime: DateTime.fromMillis(first.toMillis() + end - start, { zone }).toISO() ?? "" },
        };
    const { recurrence: _, ...rest } = event;
    yield { ...rest, ...times, id: instanceId(event.id, first, isDate), recurringEventId: event.id };
  }
}

function instanceId(base: string, first: DateTime, isDate: boolean): string {
  return `${base}_${isDate ? first.toFormat("yyyyMMdd") : first.toUTC().toFormat("yyyyMMdd'T'HHmmss'Z'")}`;
}

/** Whether free/busy counts it. */
export function blocks(event: FakeEvent, owner: string): boolean {
  const own = event.attendees?.find(({ email }) => email.toLowerCase() === owner);
  const isShown = event.status !== "cancelled" && event.transparency !== "transparent";
  return isShown && !["workingLocation", "birthday"].includes(event.eventType ?? "default") && own?.responseStatus !== "declined";
}
