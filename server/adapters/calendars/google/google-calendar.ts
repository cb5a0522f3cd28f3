import type { Calendar, CalendarResult } from "../../../core/ports/calendar.ts";
import type { Instant } from "../../../core/time.ts";
import { busyTimes } from "./busy-times.ts";
import { readChanges } from "./changes.ts";
import { findOwn } from "./find-event.ts";
import { calendarsOf, type GoogleAccess, type GoogleAccount, openApi } from "./google-api.ts";
import { failureOf, statusOf } from "./google-fault.ts";
import { listCalendars } from "./list-calendars.ts";
import type { TokenSource } from "./token-source.ts";
import { endChannels, watchCalendars } from "./watch-calendars.ts";
import { cancelEvent, createEvent, updateEvent } from "./write-event.ts";

export interface GoogleCalendarDeps {
  /** Of a service account or of the person's own consent: the calendar is the same. */
  readonly tokens: TokenSource;
  readonly now: () => Instant;
  /** Where the Calendar API is; Google's own when absent. */
  readonly rootUrl?: string | undefined;
}

/** A person's Google Calendar, with whatever gives its tokens. Opening makes no call. */
export function googleCalendar(account: GoogleAccount, deps: GoogleCalendarDeps): Calendar {
  const { tokens, now, rootUrl = "https://www.googleapis.com/" } = deps;
  const calendars = calendarsOf(account);

  async function attempt<T>(signal: AbortSignal, work: (access: GoogleAccess) => Promise<T>): Promise<T> {
    const token = await tokens.get(signal);
    try {
      const api = await openApi({ rootUrl, token: token.value, signal });
      return await work({ api, account, ...calendars });
    } catch (error) {
      if (statusOf(error) === 401) tokens.forget(token);
      throw error;
    }
  }

  /** One call: its deadline, its token, and its failure as a value. */
  async function call<T>(timeoutMs: number, work: (access: GoogleAccess) => Promise<T>): Promise<CalendarResult<T>> {
    const signal = AbortSignal.timeout(timeoutMs);
    try {
      const value = await attempt(signal, work).catch((error) => {
        // A token can end before its time. Whether the grant did is known once a fresh one is refused as well.
        if (statusOf(error) !== 401) throw error;
        return attempt(signal, work);
      });
      return { ok: true, value };
    } catch (error) {
      return { ok: false, failure: failureOf(error, signal, now()) };
    }
  }

  return {
    busy: ({ startAt, endAt, ignoreUids = [] }, timeoutMs) =>
      call(timeoutMs, (access) => busyTimes(access, { startAt, endAt }, ignoreUids)),
    create: (event, timeoutMs) => call(timeoutMs, (access) => createEvent(access, event)),
    update: (ref, event, timeoutMs) => call(timeoutMs, (access) => updateEvent(access, ref, event)),
    cancel: (ref, uid, timeoutMs) => call(timeoutMs, (access) => cancelEvent(access, ref, uid)),
    list: (timeoutMs) => call(timeoutMs, listCalendars),
    changes: ({ cursor }, timeoutMs) => call(timeoutMs, (access) => readChanges(access, cursor, now())),
    find: (ref, uid, timeoutMs) => call(timeoutMs, (access) => findOwn(access, ref, uid)),
    watch: (ask, before, timeoutMs) => call(timeoutMs, (access) => watchCalendars(access, ask, before)),
    unwatch: (watches, timeoutMs) => call(timeoutMs, (access) => endChannels(access, watches)),
    identify: (timeoutMs) => call(timeoutMs, async () => account.account),
  };
}
