import type { DAVResponse } from "tsdav";
import type { CalendarChanges } from "../../../core/ports/calendar.ts";
import { cursorText, readCursor } from "../cursor.ts";
import { CalendarFault, failureOf } from "./calendar-fault.ts";
import { attribute, type FoundCalendar, type RepCalendars, type Tsdav, textOf } from "./find-calendars.ts";

interface Access {
  readonly dav: Tsdav;
  readonly request: typeof fetch;
  readonly calendars: RepCalendars;
}

interface Told {
  /** `token …`, or `etags …`; null when the server tells neither. */
  readonly place: string | null;
  readonly urls: readonly string[] | null;
}

const maxRounds = 20;

/**
 * What changed, by sync-collection (RFC 6578); on a server without it, by the objects' ETags; and on one that has neither, it
 * cannot be told. Throws CalendarFault.
 */
export async function readChanges(access: Access, cursor: string | null): Promise<CalendarChanges> {
  const known = readCursor(cursor);
  const calendars = [...new Set([access.calendars.meeting, ...access.calendars.busy])];
  const told = await Promise.all(calendars.map((calendar) => changesOf(access, calendar, known[calendar.url] ?? null)));
  return {
    cursor: cursorText(Object.fromEntries(calendars.map(({ url }, i) => [url, told[i]?.place ?? null]))),
    whole: told.some(({ place, urls }) => place !== null && urls === null),
    blind: told.some(({ place }) => place === null),
    urls: told.flatMap(({ urls }) => urls ?? []),
  };
}

async function changesOf(access: Access, calendar: FoundCalendar, place: string | null): Promise<Told> {
  if (place?.startsWith("token ")) {
    try {
      return await goOn(access, calendar, place.slice("token ".length));
    } catch (error) {
      // A token that is too old is a 403 here, a 500 there; where it begins anew, whatever else is wrong shows as well.
      if (failureOf(error).kind === "rate_limited") throw error;
    }
  }
  if (place?.startsWith("etags ")) return compare(access, calendar, place);
  return begin(access, calendar);
}

async function begin(access: Access, calendar: FoundCalendar): Promise<Told> {
  const props = { "d:sync-token": {} };
  const [found] = await access.dav.propfind({ url: calendar.url, depth: "0", props, fetch: access.request });
  const token = textOf(attribute(found?.props, "syncToken"));
  if (token !== "") return { place: `token ${token}`, urls: null };
  return { place: await etagsOf(access, calendar), urls: null };
}

async function goOn({ dav, request }: Access, calendar: FoundCalendar, from: string): Promise<Told> {
  const urls: string[] = [];
  let token = from;
  for (let round = 0; round < maxRounds; round += 1) {
    const props = { "d:getetag": {} };
    const rows = await dav.syncCollection({ url: calendar.url, props, syncLevel: 1, syncToken: token, fetch: request });
    const next = textOf(attribute(attribute(attribute(rows[0], "raw"), "multistatus"), "syncToken"));
    if (next === "") throw new CalendarFault({ kind: "refused", message: "the calendar server does not say where to go on" });
    token = next;
    const objects = rows.flatMap((row) => urlOf(row, calendar));
    urls.push(...objects.filter((url) => url !== calendar.url));
    // 507 for the calendar itself: that was not all (RFC 6578, 3.6).
    if (objects.length === 0 || !objects.includes(calendar.url)) return { place: `token ${token}`, urls };
  }
  throw new CalendarFault({ kind: "refused", message: "the calendar has too many changes to read" });
}

async function compare(access: Access, calendar: FoundCalendar, place: string): Promise<Told> {
  const now = await etagsOf(access, calendar);
  if (now === null) return { place: null, urls: null };
  const before = readCursor(place.slice("etags ".length));
  const after = readCursor(now.slice("etags ".length));
  const changed = Object.keys({ ...before, ...after }).filter((path) => before[path] !== after[path]);
  return { place: now, urls: changed.map((path) => new URL(path, calendar.url).href) };
}

/** Null when an object has none. */
async function etagsOf({ dav, request }: Access, calendar: FoundCalendar): Promise<string | null> {
  const props = { "d:getetag": {}, "d:resourcetype": {} };
  const rows = await dav.propfind({ url: calendar.url, depth: "1", props, fetch: request });
  const objects = rows
    .filter((row) => attribute(attribute(row.props, "resourcetype"), "collection") === undefined)
    .flatMap((row) =>
      urlOf(row, calendar).map((url) => [new URL(url).pathname, textOf(attribute(row.props, "getetag"))] as const),
    );
  if (objects.some(([, etag]) => etag === "")) return null;
  return `etags ${cursorText(Object.fromEntries(objects))}`;
}

function urlOf({ href }: DAVResponse, calendar: FoundCalendar): readonly string[] {
  return href ? [new URL(href, calendar.url).href] : [];
}
