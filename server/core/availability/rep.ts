import type { HolidayPlace } from "../ports/holidays.ts";
import type { PeriodLimits } from "../slots/meeting-type.ts";
import type { LocalDate, WallTime, Weekday, ZoneName } from "../time.ts";

/** Working hours of some weekdays, in the rep's zone; `end` at or before `start` is empty, `24:00` is midnight. */
export interface WeeklyHours {
  readonly days: readonly Weekday[];
  readonly start: WallTime;
  readonly end: WallTime;
}

/** Replaces the whole local day: with these hours, or with none. Several rows of one date add up. */
export type DateOverride =
  | { readonly date: LocalDate; readonly start: WallTime; readonly end: WallTime }
  | { readonly date: LocalDate; readonly unavailable: true };

/** Whole local days off, both dates included. */
export interface Absence {
  readonly start: LocalDate;
  readonly end: LocalDate;
}

/** On these local dates the rep's hours are read in another zone; without `end`, for good. */
export interface Travel {
  readonly start: LocalDate;
  readonly end?: LocalDate;
  readonly timeZone: ZoneName;
}

/** Where a rep's busy times come from and meetings go to. Secrets are named, never written here. */
export type CalendarSettings =
  | { readonly kind: "builtin" }
  /** What the rep connected in the browser; without it the rep is out. */
  | { readonly kind: "connected" }
  | {
      readonly kind: "caldav";
      readonly url: string;
      readonly username: string;
      /** Name of the environment variable that holds the password. */
      readonly passwordEnv: string;
      /** Display names or URLs of the calendars that count as busy; all when empty. */
      readonly busyCalendars?: readonly string[];
      /** Display name or URL of the calendar that receives meetings; the first one when absent. */
      readonly meetingCalendar?: string;
    }
  /** A file that somebody publishes, such as Google's "secret address in iCal format": read alone, so meetings reach the rep by mail. */
  | {
      readonly kind: "ics";
      /** Name of the environment variable that holds the address, which is a secret in itself. */
      readonly urlEnv: string;
    }
  | MicrosoftSettings
  | GoogleSettings;

/** A mailbox in Microsoft 365, read and written by an app registration of its own organization. */
export interface MicrosoftSettings {
  readonly kind: "microsoft";
  /** The user principal name of the rep. */
  readonly mailbox: string;
  readonly tenantId: string;
  readonly clientId: string;
  /** Name of the environment variable that holds the app's client secret. */
  readonly clientSecretEnv: string;
  /** Whether a tentative event makes busy; it does when absent. */
  readonly tentativeIsBusy?: boolean;
  /** Whether a meeting gets a Teams link. */
  readonly teams?: boolean;
  /** Id of the calendar that receives meetings; the default one when absent. */
  readonly meetingCalendar?: string;
  /** Ids of the calendars that count as busy; when absent, the mailbox's own free/busy, and the meeting calendar if it is another. */
  readonly busyCalendars?: readonly string[];
}

/** A Google Calendar account of a Workspace domain, reached by a service account with domain-wide delegation. */
export interface GoogleSettings {
  readonly kind: "google";
  /** Address of the calendars' owner. */
  readonly account: string;
  /** Name of the environment variable that holds the service account's key, as JSON. */
  readonly serviceAccountEnv: string;
  /** Ids of the calendars that count as busy; the account's own when absent. */
  readonly busyCalendars?: readonly string[];
  /** Id of the calendar that receives meetings; the account's own when absent. */
  readonly meetingCalendar?: string;
  /** Whether Google sends invitations of its own, beside ours. */
  readonly notifyAttendees?: boolean;
  /** Whether a meeting gets a Google Meet link. */
  readonly meet?: boolean;
}

/** A person who takes meetings. */
export interface Rep {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly photoUrl?: string;
  readonly title?: string;
  readonly timeZone: ZoneName;
  readonly hours: readonly WeeklyHours[];
  readonly overrides: readonly DateOverride[];
  readonly absences: readonly Absence[];
  readonly travel: readonly Travel[];
  readonly active: boolean;
  readonly calendar: CalendarSettings;
  /** What the rep can do, for pools that require it. */
  readonly skills?: readonly string[];
  /** What the rep is, by name, e.g. `language: [de, en]`; a pool can require what the lead says. */
  readonly attributes?: Readonly<Record<string, readonly string[]>>;
  readonly caps?: RepCaps;
  /** Whose public holidays stop the clocks of this rep's leads; the company's when absent. */
  readonly holidays?: HolidayPlace;
}

/** How much a rep takes in a local day, week (from Sunday) and month. */
export interface RepCaps {
  /** Leads, by when they came. */
  readonly leads?: PeriodLimits;
  /** Meetings of every type, by when they begin. */
  readonly meetings?: PeriodLimits;
}

/** Why a rep is in or out; the closed list of the receipt. */
export type RepReason =
  | "chosen"
  | "lower_turn"
  | "outside_hours"
  | "calendar_busy"
  | "calendar_unread"
  | "calendar_stale"
  | "calendar_lost"
  | "capped"
  | "paused"
  | "inactive"
  | "away"
  | "lacks_skill"
  | "excluded"
  | "unknown_rep";
