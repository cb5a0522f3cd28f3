import type { calendar_v3 } from "googleapis/build/src/apis/calendar/index.js";
import type { GoogleSettings } from "../../../core/availability/rep.ts";

/** What of the settings is about the calendars, whoever gives the tokens. */
export type GoogleAccount = Omit<GoogleSettings, "kind" | "serviceAccountEnv">;
export type GoogleEvent = calendar_v3.Schema$Event;

/** What one call needs. */
export interface GoogleAccess {
  readonly api: calendar_v3.Calendar;
  readonly account: GoogleAccount;
  /** Ids of the calendars that count as busy, each once. */
  readonly busyCalendars: readonly string[];
  /** Id of the calendar that receives meetings. */
  readonly meetingCalendar: string;
}

/**
 * The Calendar API for one call. Only its module of the SDK is loaded, and on first use: 0.3 s and 26 MB, where the whole
 * SDK takes seconds. The SDK's retries are off.
 */
export async function openApi({
  rootUrl,
  token,
  signal,
}: {
  readonly rootUrl: string;
  readonly token: string;
  readonly signal: AbortSignal;
}): Promise<calendar_v3.Calendar> {
  const { calendar } = await import("googleapis/build/src/apis/calendar/index.js");
  const headers = { authorization: `Bearer ${token}` };
  return calendar({ version: "v3", rootUrl, headers, signal, retry: false, redirect: "error", fetchImplementation: fetch });
}

/** The ids that the settings mean. `primary` and the account's address are one calendar, and Google answers by the address. */
export function calendarsOf(settings: GoogleAccount): Pick<GoogleAccess, "busyCalendars" | "meetingCalendar"> {
  const { account, busyCalendars = [], meetingCalendar = account } = settings;
  const idOf = (id: string) => (id === "primary" ? account : id);
  const busy = busyCalendars.length > 0 ? busyCalendars : [account];
  return { busyCalendars: [...new Set(busy.map(idOf))], meetingCalendar: idOf(meetingCalendar) };
}
