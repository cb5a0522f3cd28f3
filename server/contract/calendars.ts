/** A rep's outside calendar and whether it is known. */
export interface CalendarRow {
  readonly repId: string;
  readonly name: string;
  /** `google`, `microsoft`, `caldav` or `ics`; null where the rep has connected none yet. */
  readonly provider: string | null;
  /** `ok`; `stale`: not asked for longer than a reading is believed; `unread`: asking fails; `lost`: the provider refuses what we hold. */
  readonly state: "ok" | "stale" | "unread" | "lost";
  /** ISO 8601 in UTC: since when it is unread or lost. */
  readonly since: string | null;
  /** When it was last found as it is. */
  readonly checkedAt: string | null;
  /** Until when its provider has promised to call at changes; null when it is asked instead. */
  readonly watchedUntil: string | null;
}

export interface CalendarList {
  readonly calendars: readonly CalendarRow[];
}
