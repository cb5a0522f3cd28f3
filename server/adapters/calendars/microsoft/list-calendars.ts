import type { ListedCalendar } from "../../../core/ports/calendar.ts";
import { calendarPath, type MailboxAccess, mailboxPath } from "./calendar-paths.ts";
import { everyItem } from "./graph-client.ts";
import { unreadable } from "./graph-fault.ts";
import { member, textOf } from "./json.ts";

/** Every calendar of the mailbox. Throws GraphFault. */
export async function listCalendars({ graph, root, account }: MailboxAccess): Promise<readonly ListedCalendar[]> {
  const path = `${mailboxPath(account)}/calendars`;
  const query = { $select: "id,name,isDefaultCalendar,canEdit", $top: "100" };
  const calendars = await everyItem(graph, root, { method: "GET", path, query });
  return calendars.map((calendar) => {
    const id = textOf(calendar, "id");
    if (id === null) throw unreadable("a calendar has no id");
    return {
      id,
      name: textOf(calendar, "name") ?? id,
      primary: member(calendar, "isDefaultCalendar") === true,
      canWrite: member(calendar, "canEdit") === true,
    };
  });
}

/** The e-mail address of the mailbox's owner. Throws GraphFault. */
export async function identifyOwner({ graph, account }: MailboxAccess): Promise<string> {
  const calendar = await graph({ method: "GET", path: calendarPath(account, undefined), query: { $select: "id,owner" } });
  const address = textOf(member(calendar, "owner"), "address");
  if (address === null) throw unreadable("the calendar has no owner");
  return address;
}
