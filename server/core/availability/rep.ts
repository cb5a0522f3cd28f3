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
    };

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
}

/** Why a rep is in or out; the closed list of the receipt. */
export type RepReason =
  | "chosen"
  | "lower_turn"
  | "no_hours"
  | "calendar_busy"
  | "calendar_unread"
  | "calendar_stale"
  | "calendar_lost"
  | "limit_reached"
  | "inactive"
  | "away"
  | "excluded"
  | "unknown_rep";
