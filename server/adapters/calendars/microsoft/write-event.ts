import type { CalendarEvent, CalendarRef, OwnEvent } from "../../../core/ports/calendar.ts";
import { calendarPath, eventPath, eventUrl, type MailboxAccess } from "./calendar-paths.ts";
import { everyItem } from "./graph-client.ts";
import { isGone, isOutdated, unreadable } from "./graph-fault.ts";
import { inUtc, readTime } from "./graph-time.ts";
import { member, textOf } from "./json.ts";
import { listCalendars } from "./list-calendars.ts";
import { graphEvent, sequenceOf, showMarks, transactionId, uidOf, withUid } from "./own-events.ts";

interface StoredEvent {
  readonly id: string;
  readonly etag: string | null;
  readonly joinUrl: string | null;
  readonly sequence: number;
}

/** Makes the event; when it is there already, finds it, and brings an older one up to date. */
export async function createEvent(access: MailboxAccess, event: CalendarEvent): Promise<CalendarRef> {
  // Looked for first: what Graph makes of a known `transactionId` with other content is not documented.
  const [found] = await findIn(access, calendarPath(access.account, access.account.meetingCalendar), event.uid);
  if (!found) return postEvent(access, event);
  return found.sequence >= event.sequence ? refOf(access, found) : changeEvent(access, found, event);
}

/** Moves or changes the event, wherever in the mailbox it is; makes it when it is gone. */
export async function updateEvent(access: MailboxAccess, ref: CalendarRef | null, event: CalendarEvent): Promise<CalendarRef> {
  const id = idOf(access, ref);
  if (id !== null) {
    try {
      return await changeEvent(access, { id, etag: ref?.etag ?? null }, event);
    } catch (error) {
      if (!isGone(error)) throw error;
    }
  }
  const [found] = await findAnywhere(access, event.uid);
  return found ? changeEvent(access, found, event) : postEvent(access, event);
}

/** Removes the event, wherever in the mailbox it is. */
export async function cancelEvent(access: MailboxAccess, ref: CalendarRef | null, uid: string): Promise<null> {
  const id = idOf(access, ref);
  if (id !== null && (await deleteEvent(access, id))) return null;
  for (const found of await findAnywhere(access, uid)) await deleteEvent(access, found.id);
  return null;
}

const shown = { $select: "id,start,end,isCancelled,responseStatus", $expand: showMarks };

/** The event of a reference as it stands now; null when it is gone. Throws GraphFault for a reference of another mailbox. */
export async function findOwn(access: MailboxAccess, ref: CalendarRef, uid: string): Promise<OwnEvent | null> {
  const id = idOf(access, ref);
  if (id === null) throw unreadable("the event is of another mailbox");
  const event = (await getOwn(access, id)) ?? (await getMoved(access, uid));
  if (event === null || member(event, "isCancelled") === true) return null;
  const declined = textOf(member(event, "responseStatus"), "response") === "declined";
  return { startAt: readTime(member(event, "start")), endAt: readTime(member(event, "end")), declined };
}

async function getOwn(access: MailboxAccess, id: string): Promise<unknown> {
  try {
    return await access.graph({ method: "GET", path: eventPath(access, id), query: shown, headers: inUtc });
  } catch (error) {
    if (isGone(error)) return null;
    throw error;
  }
}

async function getMoved(access: MailboxAccess, uid: string): Promise<unknown> {
  const [found] = await findAnywhere(access, uid);
  return found ? getOwn(access, found.id) : null;
}

async function postEvent({ graph, root, account }: MailboxAccess, event: CalendarEvent): Promise<CalendarRef> {
  const made = await graph({
    method: "POST",
    path: `${calendarPath(account, account.meetingCalendar)}/events`,
    headers: inUtc,
    body: {
      ...graphEvent(event),
      body: { contentType: "text", content: event.description },
      transactionId: transactionId(event),
      ...(account.teams === true || event.conference ? { isOnlineMeeting: true, onlineMeetingProvider: "teamsForBusiness" } : {}),
    },
  });
  return refOf({ root, account }, storedEvent(made));
}

/** Changes what changed, once more on the newest state when somebody else was faster. */
async function changeEvent(
  access: MailboxAccess,
  { id, etag }: Pick<StoredEvent, "id" | "etag">,
  event: CalendarEvent,
): Promise<CalendarRef> {
  const path = eventPath(access, id);
  const patch = async (condition: string | null): Promise<CalendarRef> => {
    const headers = { ...inUtc, ...(condition === null ? {} : { "If-Match": condition }) };
    return refOf(access, storedEvent(await access.graph({ method: "PATCH", path, headers, body: graphEvent(event) })));
  };
  try {
    return await patch(etag);
  } catch (error) {
    if (!isOutdated(error)) throw error;
    const newest = storedEvent(await access.graph({ method: "GET", path, query: { $select: "id,onlineMeeting" } }));
    return patch(newest.etag);
  }
}

/** False when there was nothing. */
async function deleteEvent(access: MailboxAccess, id: string): Promise<boolean> {
  try {
    await access.graph({ method: "DELETE", path: eventPath(access, id) });
    return true;
  } catch (error) {
    if (isGone(error)) return false;
    throw error;
  }
}

/** In the calendar for meetings, else in the mailbox's others: people drag events about, and an event dragged has a new id. */
async function findAnywhere(access: MailboxAccess, uid: string): Promise<readonly StoredEvent[]> {
  const { account } = access;
  const found = await findIfThere(access, calendarPath(account, account.meetingCalendar), uid);
  if (found.length > 0) return found;
  for (const { id } of await listCalendars(access)) {
    const there = await findIfThere(access, calendarPath(account, id), uid);
    if (there.length > 0) return there;
  }
  return [];
}

/** A calendar that went away took its events with it. */
async function findIfThere(access: MailboxAccess, calendar: string, uid: string): Promise<readonly StoredEvent[]> {
  try {
    return await findIn(access, calendar, uid);
  } catch (error) {
    if (isGone(error)) return [];
    throw error;
  }
}

async function findIn({ graph, root }: MailboxAccess, calendar: string, uid: string): Promise<readonly StoredEvent[]> {
  const query = { $filter: withUid(uid), $expand: showMarks, $select: "id,onlineMeeting" };
  const events = await everyItem(graph, root, { method: "GET", path: `${calendar}/events`, query });
  return events.filter((event) => uidOf(event) === uid).map(storedEvent);
}

function storedEvent(event: unknown): StoredEvent {
  const id = textOf(event, "id");
  if (id === null) throw unreadable("an event has no id");
  const joinUrl = textOf(member(event, "onlineMeeting"), "joinUrl");
  return { id, etag: textOf(event, "@odata.etag"), joinUrl, sequence: sequenceOf(event) };
}

function refOf(
  { root, account }: Pick<MailboxAccess, "root" | "account">,
  { id, etag, joinUrl }: Omit<StoredEvent, "sequence">,
): CalendarRef {
  const url = eventUrl({ root, account }, id);
  return { url, ...(etag === null ? {} : { etag }), ...(joinUrl === null ? {} : { joinUrl }) };
}

/** The id in a reference of ours; null for one of another calendar, which the rep had before. */
function idOf({ root, account }: MailboxAccess, ref: CalendarRef | null): string | null {
  const home = eventUrl({ root, account }, "");
  return ref?.url.startsWith(home) ? decodeURIComponent(ref.url.slice(home.length)) : null;
}
