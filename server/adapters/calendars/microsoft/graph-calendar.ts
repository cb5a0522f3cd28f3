import type { Rep } from "../../../core/availability/rep.ts";
import type { BusySpan, Calendar, CalendarResult } from "../../../core/ports/calendar.ts";
import type { Instant } from "../../../core/time.ts";
import {
  busyNames,
  busyPath,
  isAddress,
  isOwnAddress,
  type MailboxAccess,
  type MicrosoftAccount,
  watchedPaths,
} from "./calendar-paths.ts";
import { readChanges } from "./changes.ts";
import { type Graph, graphFor } from "./graph-client.ts";
import { failureOf } from "./graph-fault.ts";
import { mergeSpans } from "./graph-time.ts";
import { identifyOwner, listCalendars } from "./list-calendars.ts";
import { readEvents } from "./read-events.ts";
import { readSchedule } from "./read-schedule.ts";
import type { TokenSource } from "./token-source.ts";
import { endSubscriptions, watchMailbox } from "./watch-mailbox.ts";
import { cancelEvent, createEvent, findOwn, updateEvent } from "./write-event.ts";

export interface GraphCalendarDeps {
  /** Of an app or of the person's own consent: the calendar is the same. */
  readonly tokens: TokenSource;
  readonly now: () => Instant;
  /** Root of Graph, without a trailing slash. */
  readonly root: string;
}

/** A person's mailbox in Microsoft 365, with whatever gives its tokens. Opening makes no call. Whole days are read in the rep's zone. */
export function graphCalendar(rep: Rep, account: MicrosoftAccount, { tokens, now, root }: GraphCalendarDeps): Calendar {
  /** One call: its deadline, and its failure as a value. */
  async function call<T>(timeoutMs: number, work: (access: MailboxAccess) => Promise<T>): Promise<CalendarResult<T>> {
    try {
      const signal = AbortSignal.timeout(timeoutMs);
      const graph = graphFor({ root, tokens, mailbox: account.mailbox, signal, now });
      return { ok: true, value: await work({ graph, root, account }) };
    } catch (error) {
      return { ok: false, failure: failureOf(error) };
    }
  }

  async function busySpans(graph: Graph, range: BusySpan, ignoreUids: readonly string[]): Promise<readonly BusySpan[]> {
    const question = { range, timeZone: rep.timeZone, tentativeIsBusy: account.tentativeIsBusy ?? true };
    const { addresses, calendars } = sourcesOf(account, ignoreUids);
    const asked = { ...question, root, ignoreUids: new Set(ignoreUids) };
    const spans = await Promise.all([
      readSchedule(graph, { ...question, mailbox: account.mailbox, addresses }),
      ...calendars.map((path) => readEvents(graph, path, asked)),
    ]);
    return spans.flat();
  }

  return {
    busy: ({ startAt, endAt, ignoreUids = [] }, timeoutMs) =>
      call(timeoutMs, async ({ graph }) => {
        const range = { startAt, endAt };
        return mergeSpans(await busySpans(graph, range, ignoreUids), range);
      }),
    create: (event, timeoutMs) => call(timeoutMs, (access) => createEvent(access, event)),
    update: (ref, event, timeoutMs) => call(timeoutMs, (access) => updateEvent(access, ref, event)),
    cancel: (ref, uid, timeoutMs) => call(timeoutMs, (access) => cancelEvent(access, ref, uid)),
    list: (timeoutMs) => call(timeoutMs, listCalendars),
    changes: ({ cursor, until }, timeoutMs) => call(timeoutMs, (access) => readChanges(access, cursor, { now: now(), until })),
    find: (ref, uid, timeoutMs) => call(timeoutMs, (access) => findOwn(access, ref, uid)),
    watch: (ask, before, timeoutMs) => call(timeoutMs, (access) => watchMailbox(access, { ask, before, now: now() })),
    unwatch: (watches, timeoutMs) => call(timeoutMs, (access) => endSubscriptions(access, watches)),
    identify: (timeoutMs) => call(timeoutMs, identifyOwner),
  };
}

interface Sources {
  /** Asked for their free/busy, which knows no uids. */
  readonly addresses: readonly string[];
  /** Paths of calendars that are read event by event. */
  readonly calendars: readonly string[];
}

/** Where the busy times are. The mailbox's own free/busy says it all when nothing is named and no event is to be left out. */
function sourcesOf(account: MicrosoftAccount, ignoreUids: readonly string[]): Sources {
  const { busyCalendars = [], meetingCalendar } = account;
  if (busyCalendars.length === 0 && meetingCalendar !== undefined) return { addresses: [], calendars: watchedPaths(account) };
  const named = busyNames(account);
  const isApart = (name: string) => isAddress(name) && (ignoreUids.length === 0 || !isOwnAddress(account, name));
  const paths = named.filter((name) => !isApart(name)).map((name) => busyPath(account, name));
  return { addresses: [...new Set(named.filter(isApart))], calendars: [...new Set(paths)] };
}
