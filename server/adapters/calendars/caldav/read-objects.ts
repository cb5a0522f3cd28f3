import type { BusySpan } from "../../../core/ports/calendar.ts";
import { CalendarFault } from "./calendar-fault.ts";
import { type FoundCalendar, type Tsdav, textOf } from "./find-calendars.ts";

/** An object of a calendar as the server keeps it. */
export interface RawObject {
  readonly url: string;
  readonly etag?: string;
  /** iCalendar text. */
  readonly data: string;
}

/** A filter element as the library writes it. */
type Filter = Readonly<Record<string, unknown>>;

/** Servers read floating times and whole days in a zone of their own choice, at most 14 hours from the rep's. */
const marginMs = 26 * 3_600_000;

/**
 * The objects that may make somebody busy in the range. Recurring ones are asked for apart, whatever their time: Xandikos
 * (0.2) looks at the first occurrence alone, and others give up on rules that they do not know.
 */
export async function readObjects(
  { dav, request }: { readonly dav: Tsdav; readonly request: typeof fetch },
  calendar: FoundCalendar,
  range: BusySpan,
): Promise<readonly RawObject[]> {
  const limits = { start: queryTime(range.startAt - marginMs), end: queryTime(range.endAt + marginMs) };
  const filters: readonly Filter[] = [
    { "time-range": { _attributes: limits } },
    { "prop-filter": { _attributes: { name: "RRULE" } } },
    { "prop-filter": { _attributes: { name: "RDATE" } } },
  ];
  const answers = await Promise.all(filters.map((filter) => queryEvents({ dav, request }, calendar, filter)));
  return [...new Map(answers.flat().map((object) => [object.url, object])).values()];
}

/** The object with this uid, wherever in the calendar it is; null when there is none. */
export async function findByUid(
  { dav, request }: { readonly dav: Tsdav; readonly request: typeof fetch },
  calendar: FoundCalendar,
  uid: string,
): Promise<RawObject | null> {
  const match = { "text-match": { _attributes: { collation: "i;octet" }, _text: uid } };
  const found = await queryEvents({ dav, request }, calendar, { "prop-filter": { _attributes: { name: "UID" }, ...match } });
  // Text matches are by substring.
  const line = `UID:${uid}`;
  return found.find(({ data }) => unfold(data).split("\n").includes(line)) ?? null;
}

/** Joins folded lines; line ends become LF. */
export function unfold(data: string): string {
  return data.replaceAll(/\r\n?/g, "\n").replaceAll(/\n[ \t]/g, "");
}

async function queryEvents(
  { dav, request }: { readonly dav: Tsdav; readonly request: typeof fetch },
  calendar: FoundCalendar,
  filter: Filter,
): Promise<readonly RawObject[]> {
  const responses = await dav.calendarQuery({
    url: calendar.url,
    depth: "1",
    props: { "d:getetag": {}, "c:calendar-data": {} },
    filters: {
      "comp-filter": { _attributes: { name: "VCALENDAR" }, "comp-filter": { _attributes: { name: "VEVENT" }, ...filter } },
    },
    fetch: request,
  });
  return responses.map(({ href, props }) => {
    const data = textOf(props?.calendarData);
    if (!href || data === "") {
      throw new CalendarFault({ kind: "refused", message: "the calendar server names an event but does not show it" });
    }
    const etag = textOf(props?.getetag);
    return { url: new URL(href, calendar.url).href, data, ...(etag === "" ? {} : { etag }) };
  });
}

function queryTime(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19).replaceAll(/[-:]/g, "")}Z`;
}
