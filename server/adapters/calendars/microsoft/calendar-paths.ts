import type { MicrosoftSettings } from "../../../core/availability/rep.ts";

export function mailboxPath({ mailbox }: MicrosoftSettings): string {
  return `/users/${encodeURIComponent(mailbox)}`;
}

/** The calendar of this id; the mailbox's default one without. */
export function calendarPath(settings: MicrosoftSettings, id: string | undefined): string {
  const mailbox = mailboxPath(settings);
  return id === undefined ? `${mailbox}/calendar` : `${mailbox}/calendars/${encodeURIComponent(id)}`;
}
