import type { ListedCalendar } from "../../../core/ports/calendar.ts";
import type { GoogleAccess } from "./google-api.ts";
import { notUnderstood } from "./google-fault.ts";

/** More than anybody has; an answer that goes on and on is none. */
const mostPages = 20;
const writers: readonly (string | null | undefined)[] = ["owner", "writer"];

/** Every calendar in the person's list, shared and followed ones included. */
export async function listCalendars({ api }: GoogleAccess): Promise<readonly ListedCalendar[]> {
  const found: ListedCalendar[] = [];
  let pageToken: string | undefined;
  for (let page = 0; page < mostPages; page += 1) {
    const { data } = await api.calendarList.list({ maxResults: 250, ...(pageToken ? { pageToken } : {}) });
    if (!Array.isArray(data.items)) throw notUnderstood();
    for (const { id, summary, summaryOverride, primary, accessRole } of data.items) {
      if (!id) throw notUnderstood();
      const name = summaryOverride || summary || id;
      found.push({ id, name, primary: primary === true, canWrite: writers.includes(accessRole) });
    }
    if (!data.nextPageToken) return found;
    pageToken = data.nextPageToken;
  }
  throw notUnderstood();
}
