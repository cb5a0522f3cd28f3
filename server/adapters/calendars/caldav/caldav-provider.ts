import type { Rep } from "../../../core/availability/rep.ts";
import type { Calendar, CalendarProvider, CalendarResult } from "../../../core/ports/calendar.ts";
import { type Instant, instant } from "../../../core/time.ts";
import type { Egress } from "../egress.ts";
import { busySpans } from "./busy-spans.ts";
import { failureOf } from "./calendar-fault.ts";
import { readChanges } from "./changes.ts";
import { davFetch } from "./dav-fetch.ts";
import { type CaldavSettings, findCalendars, type RepCalendars } from "./find-calendars.ts";
import { ownEvent } from "./own-event.ts";
import { readObjects } from "./read-objects.ts";
import { cancelEvent, createEvent, findReferred, updateEvent, type WriteAccess } from "./write-event.ts";

export interface CaldavDeps {
  /** A secret by the name that the settings give it. */
  readonly secret: (name: string) => string | undefined;
  /** For `Retry-After` and time stamps; the system's clock when absent. */
  readonly now?: () => Instant;
  /** Makes the requests to addresses that people typed; the platform's `fetch` when absent. */
  readonly egress?: Egress;
}

/** Where an account's calendars are, for as long as its settings live: finding them costs three requests. */
const knownCalendars = new WeakMap<CaldavSettings, RepCalendars>();

/** Any CalDAV server (RFC 4791), with a user name and a password. */
export function caldavProvider(deps: CaldavDeps): CalendarProvider<"caldav"> {
  return { kind: "caldav", local: false, open: (rep, settings) => openCaldav(rep, settings, deps) };
}

function openCaldav(rep: Rep, settings: CaldavSettings, deps: CaldavDeps): Calendar {
  const now = deps.now ?? (() => instant(Date.now()));
  /** One call: its deadline, its discovery when none is known, and its failure as a value. */
  async function call<T>(timeoutMs: number, work: (access: WriteAccess) => Promise<T>): Promise<CalendarResult<T>> {
    const password = deps.secret(settings.passwordEnv);
    if (!password)
      return { ok: false, failure: { kind: "auth_lost", message: `the password ${settings.passwordEnv} is not set` } };
    try {
      const { url, username } = settings;
      const signal = AbortSignal.timeout(timeoutMs);
      const request = davFetch({ url, username, password, now, signal, ...(deps.egress ? { egress: deps.egress } : {}) });
      const dav = await import("tsdav");
      const calendars = knownCalendars.get(settings) ?? (await findCalendars(dav, settings, request));
      knownCalendars.set(settings, calendars);
      return { ok: true, value: await work({ dav, request, calendars, now: now() }) };
    } catch (error) {
      const failure = failureOf(error);
      // Calendars get renamed, removed and moved to other servers: look again next time.
      if (failure.kind === "not_found" || failure.kind === "refused") knownCalendars.delete(settings);
      return { ok: false, failure };
    }
  }

  const ownAddresses = new Set([rep.email.toLowerCase(), settings.username.toLowerCase()]);
  return {
    busy: ({ startAt, endAt, ignoreUids = [] }, timeoutMs) =>
      call(timeoutMs, async ({ dav, request, calendars }) => {
        const range = { startAt, endAt };
        const objects = await Promise.all(calendars.busy.map((calendar) => readObjects({ dav, request }, calendar, range)));
        const question = { range, timeZone: rep.timeZone, ignoreUids: new Set(ignoreUids), ownAddresses };
        const { default: ical } = await import("ical.js");
        return busySpans(ical, objects.flat(), question);
      }),
    create: (event, timeoutMs) => call(timeoutMs, (access) => createEvent(access, event)),
    update: (ref, event, timeoutMs) => call(timeoutMs, (access) => updateEvent(access, ref, event)),
    cancel: (ref, uid, timeoutMs) => call(timeoutMs, (access) => cancelEvent(access, ref, uid)),
    changes: ({ cursor }, timeoutMs) => call(timeoutMs, (access) => readChanges(access, cursor)),
    find: (ref, uid, timeoutMs) =>
      call(timeoutMs, async (access) => {
        const object = await findReferred(access, ref, uid);
        const { default: ical } = await import("ical.js");
        return object && ownEvent(ical, object, { uid, timeZone: rep.timeZone, ownAddresses });
      }),
    list: (timeoutMs) =>
      call(timeoutMs, async ({ calendars }) =>
        calendars.all.map(({ url: id, name, canWrite }, i) => ({ id, name, primary: i === 0, canWrite })),
      ),
    identify: (timeoutMs) => call(timeoutMs, async () => settings.username),
  };
}
