import { DateTime } from "luxon";
import type { GraphEvent, GraphMailbox } from "./graph-mailbox.ts";

/** One time of an event: dates of whole days in the mailbox's zone, else instants. */
export interface Occurrence {
  readonly event: GraphEvent;
  readonly start: DateTime;
  readonly end: DateTime;
}

/** Everything in a calendar that touches the range, recurrences expanded in the mailbox's zone, in order. */
export function occurrences(
  mailbox: GraphMailbox,
  calendarId: string,
  range: { readonly start: number; readonly end: number },
): readonly Occurrence[] {
  const all = [...mailbox.events.values()]
    .filter((event) => event.calendarId === calendarId)
    .flatMap((event) => occurrencesOf(event, mailbox.timeZone));
  const touching = all.filter(({ start, end }) => start.toMillis() < range.end && end.toMillis() > range.start);
  return touching.toSorted((a, b) => a.start.toMillis() - b.start.toMillis());
}

function occurrencesOf(event: GraphEvent, zone: string): readonly Occurrence[] {
  const { times, everyDays } = event.recurs ?? { times: 1, everyDays: 0 };
  const first = { start: DateTime.fromISO(event.start, { zone }), end: DateTime.fromISO(event.end, { zone }) };
  return Array.from({ length: times }, (_, i) => ({
    event,
    start: first.start.plus({ days: i * everyDays }),
    end: first.end.plus({ days: i * everyDays }),
  }));
}

/** The zone of `Prefer: outlook.timezone="…"`; UTC without. */
export function preferredZone(prefer: string | undefined): string {
  return /outlook\.timezone="([^"]+)"/.exec(prefer ?? "")?.[1] ?? "UTC";
}

export function dateTimeTimeZone(at: DateTime, zone: string) {
  return { dateTime: `${at.setZone(zone).toFormat("yyyy-MM-dd'T'HH:mm:ss")}.0000000`, timeZone: zone };
}

/** Whole days are midnights whatever zone was asked for. */
export function wholeDay(at: DateTime, zone: string) {
  return { dateTime: `${at.toFormat("yyyy-MM-dd")}T00:00:00.0000000`, timeZone: zone };
}
