import type { MicrosoftSettings } from "../../../core/availability/rep.ts";

/** What of the settings says which calendars are meant, and not how to get there. */
export type MicrosoftAccount = Pick<
  MicrosoftSettings,
  "mailbox" | "tentativeIsBusy" | "teams" | "meetingCalendar" | "busyCalendars"
>;

export function mailboxPath({ mailbox }: MicrosoftAccount): string {
  return `/users/${encodeURIComponent(mailbox)}`;
}

/** The calendar of this id; the mailbox's default one without. */
export function calendarPath(account: MicrosoftAccount, id: string | undefined): string {
  const mailbox = mailboxPath(account);
  return id === undefined ? `${mailbox}/calendar` : `${mailbox}/calendars/${encodeURIComponent(id)}`;
}
