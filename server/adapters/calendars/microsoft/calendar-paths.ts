import type { MicrosoftSettings } from "../../../core/availability/rep.ts";
import type { Graph } from "./graph-client.ts";

/** What of the settings says which calendars are meant, and not how to get there. */
export type MicrosoftAccount = Pick<
  MicrosoftSettings,
  "mailbox" | "tentativeIsBusy" | "teams" | "meetingCalendar" | "busyCalendars"
>;

/** What one call of the port works with. */
export interface MailboxAccess {
  readonly graph: Graph;
  readonly root: string;
  readonly account: MicrosoftAccount;
}

export function mailboxPath({ mailbox }: MicrosoftAccount): string {
  return `/users/${encodeURIComponent(mailbox)}`;
}

/** The calendar of this id; the mailbox's default one without. */
export function calendarPath(account: MicrosoftAccount, id: string | undefined): string {
  const mailbox = mailboxPath(account);
  return id === undefined ? `${mailbox}/calendar` : `${mailbox}/calendars/${encodeURIComponent(id)}`;
}

/** Paths of every calendar whose events matter: those that count as busy, and the one that receives meetings. */
export function watchedPaths(account: MicrosoftAccount): readonly string[] {
  const { busyCalendars = [], meetingCalendar } = account;
  const busy = busyCalendars.length > 0 ? busyCalendars : [undefined];
  return [...new Set([...busy, meetingCalendar ?? busy[0]].map((id) => calendarPath(account, id)))];
}

export function eventPath({ account }: Pick<MailboxAccess, "account">, id: string): string {
  return `${mailboxPath(account)}/events/${encodeURIComponent(id)}`;
}

/** Where an event is, as references name it. */
export function eventUrl({ root, account }: Pick<MailboxAccess, "root" | "account">, id: string): string {
  return `${root}/v1.0${eventPath({ account }, id)}`;
}
