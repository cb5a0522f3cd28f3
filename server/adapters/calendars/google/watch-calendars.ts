import { randomUUID } from "node:crypto";
import type { Watch, WatchAsk } from "../../../core/ports/calendar.ts";
import { instant } from "../../../core/time.ts";
import type { GoogleAccess } from "./google-api.ts";
import { isForbidden, notUnderstood, statusOf } from "./google-fault.ts";

/** Channels are never prolonged; a week is what Google gives when nothing else is asked for. */
const lifeSeconds = 7 * 86_400;

/** A channel for each calendar, and an end to the ones before. None at all when one of them cannot be watched. Throws GoogleFault. */
export async function watchCalendars(access: GoogleAccess, ask: WatchAsk, before: readonly Watch[]): Promise<readonly Watch[]> {
  const ids = [...new Set([access.meetingCalendar, ...access.busyCalendars])];
  const opened = await Promise.allSettled(ids.map((calendarId) => openChannel(access, calendarId, ask)));
  const watches = opened.flatMap((one) => (one.status === "fulfilled" && one.value ? [one.value] : []));
  const failed = opened.find((one) => one.status === "rejected");
  // All or none: what is not told of here would be opened again at each try.
  if (watches.length < ids.length) await endChannels(access, watches);
  if (failed) throw failed.reason;
  // New ones first: a change in between is told twice rather than never.
  await endChannels(access, before);
  return watches.length === ids.length ? watches : [];
}

/** https://developers.google.com/workspace/calendar/api/guides/push */
async function openChannel({ api }: GoogleAccess, calendarId: string, { url, token }: WatchAsk): Promise<Watch | null> {
  const requestBody = { id: randomUUID(), type: "web_hook", address: url, token, params: { ttl: String(lifeSeconds) } };
  try {
    const { data } = await api.events.watch({ calendarId, requestBody });
    const expiresAt = Number(data.expiration);
    if (!data.resourceId || !(expiresAt > 0)) throw notUnderstood();
    return { id: requestBody.id, resource: data.resourceId, expiresAt: instant(expiresAt) };
  } catch (error) {
    // Holidays, and calendars of which only busy times may be seen, tell nobody.
    if (isForbidden(error) || [400, 404].includes(statusOf(error) ?? 0)) return null;
    throw error;
  }
}

/** Ends channels; one that ended already is none any more. Throws GoogleFault. */
export async function endChannels({ api }: GoogleAccess, watches: readonly Watch[]): Promise<null> {
  for (const { id, resource: resourceId } of watches) {
    try {
      await api.channels.stop({ requestBody: { id, resourceId } });
    } catch (error) {
      if (![400, 404].includes(statusOf(error) ?? 0)) throw error;
    }
  }
  return null;
}
