import type { LocalDate } from "../time.ts";

/** How far ahead a meeting may be booked. */
export type Horizon =
  | { readonly kind: "days"; readonly days: number }
  | { readonly kind: "workingDays"; readonly days: number }
  | { readonly kind: "range"; readonly start: LocalDate; readonly end: LocalDate };

export type MeetingLocation =
  | { readonly kind: "link"; readonly url: string }
  /** A video link that the calendar makes for each meeting. */
  | { readonly kind: "meet" }
  | { readonly kind: "teams" }
  /** The rep calls, unless it is said that the visitor does, who then is told the number. */
  | { readonly kind: "phone"; readonly caller?: "rep" }
  | { readonly kind: "phone"; readonly caller: "visitor"; readonly number: string }
  | { readonly kind: "address"; readonly text: string };

/** Something that the visitor is asked before booking. */
export interface Question {
  readonly id: string;
  readonly label: string;
  readonly kind: "text" | "choice" | "phone";
  readonly required?: boolean;
  /** What a choice can be chosen from. */
  readonly options?: readonly string[];
}

/** Until when, and how often, visitors change what they booked. */
export interface ChangePolicy {
  /** Minutes before the start. */
  readonly untilMinutes: number;
}

export interface ReschedulePolicy extends ChangePolicy {
  readonly atMost?: number;
  /** Times of the same rep, or of whoever of the pool is free. */
  readonly with: "rep" | "pool";
}

/** What the visitor sees once the meeting is booked, beside its time and place. */
export type AfterBooking = { readonly kind: "text"; readonly text: string } | { readonly kind: "redirect"; readonly url: string };

/** Upper bounds for a rep's local day, week (from Sunday) and month. */
export interface PeriodLimits {
  readonly day?: number;
  readonly week?: number;
  readonly month?: number;
}

/** What is booked. All lengths in minutes. */
export interface MeetingType {
  readonly id: string;
  readonly name: string;
  readonly durationMinutes: number;
  readonly slotIntervalMinutes: number;
  readonly minimumNoticeMinutes: number;
  readonly bufferBeforeMinutes: number;
  readonly bufferAfterMinutes: number;
  readonly offsetStartMinutes: number;
  readonly horizon: Horizon;
  /** How many meetings of this type one rep takes. */
  readonly meetingLimits: PeriodLimits;
  /** How many minutes of this type one rep takes. */
  readonly minuteLimits: PeriodLimits;
  readonly location: MeetingLocation;
  readonly description?: string;
  /** All lengths that the visitor may choose from, the usual one among them; absent when there is one. */
  readonly lengths?: readonly number[];
  /** Set on a type that is one of another's lengths, so that its times are kept apart. */
  readonly variant?: string;
  /** Pools of each of which one rep takes part too. */
  readonly joinedBy?: readonly string[];
  readonly questions?: readonly Question[];
  /** How many people the visitor may bring. */
  readonly guests?: number;
  /** How many minutes before the start the visitor is reminded. */
  readonly reminders?: readonly number[];
  /** Templates of what stands in calendars. */
  readonly event?: { readonly title?: string; readonly description?: string };
  readonly afterBooking?: AfterBooking;
  /** False: visitors do not. Absent: until the start, as often as they like, with the same rep. */
  readonly reschedule?: false | ReschedulePolicy;
  readonly cancel?: false | ChangePolicy;
  /** When the rep declines or deletes the event: the next free rep takes it, or the visitor is asked for another time. */
  readonly whenRepDeclines?: "rebook" | "askVisitor";
}

/** The type for another of its lengths; the type itself for its usual one, and null for one that it does not have. */
export function withLength(type: MeetingType, minutes: number): MeetingType | null {
  if (minutes === type.durationMinutes) return type;
  return type.lengths?.includes(minutes) ? ofLength(type, minutes) : null;
}

/** The type for a meeting of any length, as one that was booked keeps its own. */
export function ofLength(type: MeetingType, minutes: number): MeetingType {
  if (minutes === type.durationMinutes) return type;
  return { ...type, durationMinutes: minutes, variant: `${type.id} ${minutes}` };
}
