import type { CalendarChanges } from "../../../core/ports/calendar.ts";
import { formatInstant, instant } from "../../../core/time.ts";
import { cursorText, readCursor } from "../cursor.ts";
import { urlOf } from "./event-id.ts";
import type { GoogleAccess } from "./google-api.ts";
import { GoogleFault, isForbidden, notUnderstood, statusOf } from "./google-fault.ts";

const pageSize = 2_500;
const maxPages = 40;
const dayMs = 86_400_000;

/** Where one calendar is, and what changed there; null for what cannot be told. */
interface Told {
  readonly place: string | null;
  readonly urls: readonly string[] | null;
}

/**
 * What changed in the calendars that count as busy and in the one that receives meetings, by their sync tokens. A calendar of
 * which only busy times may be seen cannot tell. Throws GoogleFault.
 */
export async function readChanges(access: GoogleAccess, cursor: string | null, now: number): Promise<CalendarChanges> {
  const known = readCursor(cursor);
  const ids = [...new Set([access.meetingCalendar, ...access.busyCalendars])];
  const told = await Promise.all(
    ids.map(async (calendarId): Promise<Told> => {
      const place = known[calendarId];
      // One that could not tell may have been shared in full since; asking costs one request.
      return changesOf(access, { calendarId, syncToken: place ?? null, now }).catch(blindIfForbidden);
    }),
  );
  const places = Object.fromEntries(ids.map((id, i) => [id, told[i]?.place ?? null]));
  return {
    cursor: cursorText(places),
    whole: told.some(({ place, urls }) => place !== null && urls === null),
    blind: told.some(({ place }) => place === null),
    urls: told.flatMap(({ urls }) => urls ?? []),
  };
}

function blindIfForbidden(error: unknown): Told {
  if (isForbidden(error) || statusOf(error) === 404) return { place: null, urls: null };
  throw error;
}

interface Since {
  readonly calendarId: string;
  readonly syncToken: string | null;
  readonly now: number;
}

async function changesOf(access: GoogleAccess, since: Since): Promise<Told> {
  if (since.syncToken === null) return begin(access, since);
  try {
    return await goOn(access, since);
  } catch (error) {
    // 410: Google has forgotten what was told so far. https://developers.google.com/workspace/calendar/api/guides/sync
    if (statusOf(error) === 410) return begin(access, since);
    throw error;
  }
}

/** A token is given after the last page alone; the events themselves are not asked for. */
async function begin(access: GoogleAccess, { calendarId, now }: Since): Promise<Told> {
  const timeMin = formatInstant(instant(now - dayMs));
  const { place } = await everyPage(access, { calendarId, timeMin }, "nextPageToken,nextSyncToken,kind");
  return { place, urls: null };
}

async function goOn(access: GoogleAccess, { calendarId, syncToken }: Since): Promise<Told> {
  const question = { calendarId, ...(syncToken === null ? {} : { syncToken }) };
  return everyPage(access, question, "nextPageToken,nextSyncToken,kind,items(id)");
}

async function everyPage(
  { api }: GoogleAccess,
  question: { readonly calendarId: string; readonly syncToken?: string; readonly timeMin?: string },
  fields: string,
): Promise<{ readonly place: string; readonly urls: readonly string[] }> {
  const urls: string[] = [];
  let pageToken: string | null | undefined;
  for (let page = 0; page < maxPages; page += 1) {
    const { data } = await api.events.list({
      ...question,
      maxResults: pageSize,
      fields,
      ...(pageToken ? { pageToken } : {}),
    });
    if (data.kind !== "calendar#events") throw notUnderstood();
    for (const { id } of data.items ?? []) if (id) urls.push(urlOf({ calendarId: question.calendarId, eventId: id }));
    if (data.nextSyncToken) return { place: data.nextSyncToken, urls };
    pageToken = data.nextPageToken;
    if (!pageToken) throw notUnderstood();
  }
  throw new GoogleFault({ kind: "refused", message: "the calendar has too many changes to read" });
}
