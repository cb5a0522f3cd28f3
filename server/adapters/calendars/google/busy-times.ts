import type { BusySpan } from "../../../core/ports/calendar.ts";
import { formatInstant, instant } from "../../../core/time.ts";
import { eventIds } from "./event-id.ts";
import { makesBusy, spanOf, timeOf } from "./event-span.ts";
import type { GoogleAccess } from "./google-api.ts";
import { GoogleFault, notUnderstood } from "./google-fault.ts";

/** The most that one question may be about: calendars as documented, days as far as Google is known to answer. */
const maxCalendars = 50;
const maxDays = 90;
const pageSize = 2_500;
const maxPages = 20;

/** Nothing that tells what an event is about is asked for. */
const fields =
  "nextPageToken,timeZone,items(id,status,transparency,eventType,start,end,attendees(self,responseStatus),extendedProperties/private)";

/** Busy spans of all calendars, sorted and merged. A calendar that cannot be read throws GoogleFault: unknown is never free. */
export async function busyTimes(
  access: GoogleAccess,
  range: BusySpan,
  ignoreUids: readonly string[],
): Promise<readonly BusySpan[]> {
  const { busyCalendars, meetingCalendar } = access;
  // The free/busy answer cannot leave an event out, so the calendar that has ours is read event by event.
  const isListed = ignoreUids.length > 0 && busyCalendars.includes(meetingCalendar);
  const asked = isListed ? busyCalendars.filter((id) => id !== meetingCalendar) : busyCalendars;
  const questions = chunks(asked, maxCalendars).flatMap((ids) => periods(range).map((period) => ({ ids, period })));
  const spans = await Promise.all([
    ...questions.map(({ ids, period }) => freeBusy(access, ids, period)),
    ...(isListed ? [listedBusy(access, range, ignoreUids)] : []),
  ]);
  return merge(spans.flat().filter(({ startAt, endAt }) => startAt < endAt && startAt < range.endAt && endAt > range.startAt));
}

async function freeBusy(access: GoogleAccess, ids: readonly string[], period: BusySpan): Promise<readonly BusySpan[]> {
  const { data } = await access.api.freebusy.query({
    requestBody: {
      timeMin: formatInstant(period.startAt),
      timeMax: formatInstant(period.endAt),
      calendarExpansionMax: maxCalendars,
      items: ids.map((id) => ({ id })),
    },
  });
  const answers = new Map(Object.entries(data.calendars ?? {}).map(([id, answer]) => [id.toLowerCase(), answer]));
  return ids.flatMap((id) => {
    const answer = answers.get(id.toLowerCase());
    const [error] = answer?.errors ?? [];
    if (error) throw unreadable(access, id, error.reason ?? "");
    if (!Array.isArray(answer?.busy)) throw unreadable(access, id, "notAnswered");
    return answer.busy.map(({ start, end }) => ({ startAt: timeOf(start), endAt: timeOf(end) }));
  });
}

/** https://developers.google.com/workspace/calendar/api/v3/reference/freebusy/query */
function unreadable({ busyCalendars }: GoogleAccess, id: string, reason: string): GoogleFault {
  const word = /^[A-Za-z]{1,60}$/.test(reason) ? reason : "error";
  // By its place in the setup, for an id is somebody's address.
  const message = `Google cannot say when calendar ${busyCalendars.indexOf(id) + 1} of ${busyCalendars.length} is busy (${word})`;
  if (reason === "notFound") return new GoogleFault({ kind: "not_found", message });
  return new GoogleFault({ kind: reason === "internalError" ? "unreachable" : "refused", message });
}

async function listedBusy(access: GoogleAccess, range: BusySpan, ignoreUids: readonly string[]): Promise<readonly BusySpan[]> {
  const { api, meetingCalendar: calendarId } = access;
  const ignored = new Set(ignoreUids.flatMap(eventIds));
  const spans: BusySpan[] = [];
  let pageToken: string | null | undefined;
  for (let page = 0; page < maxPages; page += 1) {
    const { data } = await api.events.list({
      calendarId,
      singleEvents: true,
      timeMin: formatInstant(range.startAt),
      timeMax: formatInstant(range.endAt),
      maxResults: pageSize,
      fields,
      ...(pageToken ? { pageToken } : {}),
    });
    const zone = data.timeZone;
    if (!Array.isArray(data.items) || !zone) throw notUnderstood();
    for (const event of data.items) {
      if (!ignored.has(event.id ?? "") && makesBusy(event)) spans.push(spanOf(event, zone));
    }
    pageToken = data.nextPageToken;
    if (!pageToken) return spans;
  }
  throw new GoogleFault({ kind: "refused", message: "the calendar has too many events to read" });
}

function chunks<T>(items: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, i) => items.slice(i * size, (i + 1) * size));
}

/** The range cut into stretches that touch. */
function periods({ startAt, endAt }: BusySpan): readonly BusySpan[] {
  const longest = maxDays * 86_400_000;
  return Array.from({ length: Math.ceil((endAt - startAt) / longest) }, (_, i) => ({
    startAt: instant(startAt + i * longest),
    endAt: instant(Math.min(startAt + (i + 1) * longest, endAt)),
  }));
}

function merge(spans: readonly BusySpan[]): readonly BusySpan[] {
  const merged: BusySpan[] = [];
  for (const span of spans.toSorted((a, b) => a.startAt - b.startAt)) {
    const last = merged.at(-1);
    if (!last || span.startAt > last.endAt) merged.push(span);
    else if (span.endAt > last.endAt) merged[merged.length - 1] = { startAt: last.startAt, endAt: span.endAt };
  }
  return merged;
}
