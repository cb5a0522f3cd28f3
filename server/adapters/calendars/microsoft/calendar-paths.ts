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

/** Whether a name among the busy calendars is a mailbox or a room, of which free/busy is asked. */
export function isAddress(name: string): boolean {
  return name.includes("@");
}

export function isOwnAddress({ mailbox }: MicrosoftAccount, name: string): boolean {
  return name.toLowerCase() === mailbox.toLowerCase();
}

/** The calendar that a name among the busy ones means: the own address means the default one. */
export function busyPath(account: MicrosoftAccount, name: string): string {
  return calendarPath(account, isOwnAddress(account, name) ? undefined : name);
}

/** What counts as busy, by name; the mailbox itself when nothing is named. */
export function busyNames({ busyCalendars = [], mailbox }: MicrosoftAccount): readonly string[] {
  return busyCalendars.length > 0 ? busyCalendars : [mailbox];
}

/** Mailboxes and rooms that count as busy and whose events are not ours to follow. */
export function otherAddresses(account: MicrosoftAccount): readonly string[] {
  return busyNames(account).filter((name) => isAddress(name) && !isOwnAddress(account, name));
}

/** Paths of every calendar whose events matter: those that count as busy, and the one that receives meetings. */
export function watchedPaths(account: MicrosoftAccount): readonly string[] {
  const others = otherAddresses(account);
  const own = busyNames(account).filter((name) => !others.includes(name));
  return [...new Set([...own.map((name) => busyPath(account, name)), calendarPath(account, account.meetingCalendar)])];
}

export function eventPath({ account }: Pick<MailboxAccess, "account">, id: string): string {
  return `${mailboxPath(account)}/events/${encodeURIComponent(id)}`;
}

/** Where an event is, as references name it. */
export function eventUrl({ root, account }: Pick<MailboxAccess, "root" | "account">, id: string): string {
  return `${root}/v1.0${eventPath({ account }, id)}`;
}
