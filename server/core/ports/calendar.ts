import type { CalendarSettings, Rep } from "../availability/rep.ts";
import type { Instant } from "../time.ts";

/** A busy stretch of time, `startAt` ≤ t < `endAt`. */
export interface BusySpan {
  readonly startAt: Instant;
  readonly endAt: Instant;
}

/** What a vendor's error comes down to. Never more kinds than these. */
export type CalendarFailure =
  | { readonly kind: "auth_lost"; readonly message: string }
  | { readonly kind: "rate_limited"; readonly retryAt: Instant; readonly message: string }
  | { readonly kind: "not_found"; readonly message: string }
  | { readonly kind: "refused"; readonly message: string }
  | { readonly kind: "unreachable"; readonly message: string };

export type CalendarResult<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly failure: CalendarFailure };

/** The meeting as it goes into a calendar. `uid` is the stable id: creating it twice makes one event. */
export interface CalendarEvent {
  readonly uid: string;
  readonly sequence: number;
  readonly title: string;
  readonly description: string;
  readonly location: string;
  readonly startAt: Instant;
  readonly endAt: Instant;
  readonly organizer: { readonly name: string; readonly email: string };
  readonly attendees: readonly { readonly name: string; readonly email: string }[];
  /** Asks the provider for a video link of its own (Google Meet, Teams); one that has none ignores it. */
  readonly conference?: boolean;
}

export interface CalendarRef {
  readonly url: string;
  readonly etag?: string;
  /** Where the video meeting that the provider made for the event is joined. */
  readonly joinUrl?: string;
}

/** One of an account's calendars, as a person chooses among them. */
export interface ListedCalendar {
  readonly id: string;
  readonly name: string;
  /** The account's main calendar; where a provider knows none, the first. */
  readonly primary: boolean;
  readonly canWrite: boolean;
}

/** What changed in a rep's calendars. What became of each event is asked for: an answer to that is the truth, a change is a hint. */
export interface CalendarChanges {
  /** Where to go on the next time. */
  readonly cursor: string;
  /** Everything may have changed: there was no cursor, or it was too old, or of other calendars. */
  readonly whole: boolean;
  /** One of the calendars cannot tell what changed; its busy times have to be read each time. */
  readonly blind: boolean;
  /** Where events were made, changed or removed, as `CalendarRef` names it. */
  readonly urls: readonly string[];
}

/** A booking's event as it stands in the calendar. */
export interface OwnEvent extends BusySpan {
  /** The rep said no to it. */
  readonly declined: boolean;
}

/** A provider's promise to call us when a calendar changes. It ends by itself, and may break it. */
export interface Watch {
  readonly id: string;
  /** What is watched, in the provider's words. */
  readonly resource: string;
  readonly expiresAt: Instant;
}

/** Where the provider calls, and what it has to say there to be believed. */
export interface WatchAsk {
  readonly url: string;
  readonly token: string;
}

/** One rep's calendars. Every call ends within `timeoutMs`; unknown is a failure, never free. */
export interface Calendar {
  /** Events cannot be written here, ever: meetings reach the rep by mail. */
  readonly readOnly?: true;
  /** Busy spans that touch the range, recurring events expanded, our own events included unless their uid is in `ignoreUids`. */
  busy(
    range: { readonly startAt: Instant; readonly endAt: Instant; readonly ignoreUids?: readonly string[] },
    timeoutMs: number,
  ): Promise<CalendarResult<readonly BusySpan[]>>;
  /** Creates the event, or finds the one that has its uid already. */
  create(event: CalendarEvent, timeoutMs: number): Promise<CalendarResult<CalendarRef>>;
  /** Moves or changes the event; creates it when it is gone. */
  update(ref: CalendarRef | null, event: CalendarEvent, timeoutMs: number): Promise<CalendarResult<CalendarRef>>;
  /** Removes the event; an event that is gone already is a success. */
  cancel(ref: CalendarRef | null, uid: string, timeoutMs: number): Promise<CalendarResult<null>>;
  /** Every calendar of the account, whatever the settings name. A provider without it cannot be connected in the browser. */
  list?(timeoutMs: number): Promise<CalendarResult<readonly ListedCalendar[]>>;
  /** What changed since `cursor`, in a window that reaches to `until` at least. Without a cursor, where to begin. */
  changes?(
    since: { readonly cursor: string | null; readonly until: Instant },
    timeoutMs: number,
  ): Promise<CalendarResult<CalendarChanges>>;
  /** The event behind a reference, wherever in the account it was moved; null when it is not there any more. `refused` for a reference of another account. */
  find?(ref: CalendarRef, uid: string, timeoutMs: number): Promise<CalendarResult<OwnEvent | null>>;
  /** Asks to be called at changes, in place of the watches before: prolonged where the provider knows that, else ended and made anew. */
  watch?(ask: WatchAsk, before: readonly Watch[], timeoutMs: number): Promise<CalendarResult<readonly Watch[]>>;
  /** Ends watches; one that ended already is a success. */
  unwatch?(watches: readonly Watch[], timeoutMs: number): Promise<CalendarResult<null>>;
  /** Whose account it is, as the provider calls it: an e-mail address or a user name. */
  identify?(timeoutMs: number): Promise<CalendarResult<string>>;
}

/** One vendor. Registered by `kind` in the adapters' index. */
export interface CalendarProvider<K extends CalendarSettings["kind"] = CalendarSettings["kind"]> {
  readonly kind: K;
  /** True when busy times come from our own bookings alone, so no call is needed to know them. */
  readonly local: boolean;
  open(rep: Rep, settings: Extract<CalendarSettings, { kind: K }>): Calendar;
}
