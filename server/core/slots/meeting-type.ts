import type { LocalDate } from "../time.ts";

/** How far ahead a meeting may be booked. */
export type Horizon =
  | { readonly kind: "days"; readonly days: number }
  | { readonly kind: "workingDays"; readonly days: number }
  | { readonly kind: "range"; readonly start: LocalDate; readonly end: LocalDate };

export type MeetingLocation =
  | { readonly kind: "link"; readonly url: string }
  | { readonly kind: "phone" }
  | { readonly kind: "address"; readonly text: string };

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
}
