import { createHash } from "node:crypto";
import type { MicrosoftSettings, Rep } from "../../../core/availability/rep.ts";
import type { BusySpan, Calendar, CalendarProvider, CalendarResult } from "../../../core/ports/calendar.ts";
import { type Instant, instant } from "../../../core/time.ts";
import { calendarPath } from "./calendar-paths.ts";
import { graphFor } from "./graph-client.ts";
import { failureOf } from "./graph-fault.ts";
import { mergeSpans } from "./graph-time.ts";
import { readEvents } from "./read-events.ts";
import { readSchedule } from "./read-schedule.ts";
import { clientCredentials, type TokenSource } from "./token-source.ts";
import { cancelEvent, createEvent, updateEvent, type WriteAccess } from "./write-event.ts";

export interface MicrosoftDeps {
  /** A secret by the name that the settings give it. */
  readonly secret: (name: string) => string | undefined;
  /** For `Retry-After` and the life of tokens; the system's clock when absent. */
  readonly now?: () => Instant;
  /** Roots of the services, without a trailing slash; Microsoft's own when absent. */
  readonly endpoints?: { readonly graph?: string; readonly microsoftLogin?: string };
}

/** One for all reps of an app, so that they share its token. */
const sources = new Map<string, TokenSource>();

/** Mailboxes in Microsoft 365 through Graph, as an app with application permissions. */
export function microsoftProvider(deps: MicrosoftDeps): CalendarProvider<"microsoft"> {
  return { kind: "microsoft", local: false, open: (rep, settings) => openMailbox(rep, settings, deps) };
}

function openMailbox(rep: Rep, settings: MicrosoftSettings, deps: MicrosoftDeps): Calendar {
  const now = deps.now ?? (() => instant(Date.now()));
  const root = deps.endpoints?.graph ?? "https://graph.microsoft.com";
  const login = deps.endpoints?.microsoftLogin ?? "https://login.microsoftonline.com";

  /** One call: its deadline, its token, and its failure as a value. */
  async function call<T>(timeoutMs: number, work: (access: WriteAccess) => Promise<T>): Promise<CalendarResult<T>> {
    const clientSecret = deps.secret(settings.clientSecretEnv);
    if (!clientSecret)
      return { ok: false, failure: { kind: "auth_lost", message: `the secret ${settings.clientSecretEnv} is not set` } };
    try {
      const { tenantId, clientId, mailbox } = settings;
      const tokens = appTokens({ login, tenantId, clientId, clientSecret, scope: `${root}/.default` }, now);
      const graph = graphFor({ root, tokens, mailbox, signal: AbortSignal.timeout(timeoutMs), now });
      return { ok: true, value: await work({ graph, root, settings }) };
    } catch (error) {
      return { ok: false, failure: failureOf(error) };
    }
  }

  async function busySpans({ graph }: WriteAccess, range: BusySpan, ignoreUids: readonly string[]) {
    const question = { range, timeZone: rep.timeZone, tentativeIsBusy: settings.tentativeIsBusy ?? true };
    const calendars = namedCalendars(settings, ignoreUids);
    if (calendars.length === 0) return readSchedule(graph, { ...question, mailbox: settings.mailbox });
    const asked = { ...question, root, ignoreUids: new Set(ignoreUids) };
    const spans = await Promise.all(calendars.map((path) => readEvents(graph, path, asked)));
    return spans.flat();
  }

  return {
    busy: ({ startAt, endAt, ignoreUids = [] }, timeoutMs) =>
      call(timeoutMs, async (access) => mergeSpans(await busySpans(access, { startAt, endAt }, ignoreUids), { startAt, endAt })),
    create: (event, timeoutMs) => call(timeoutMs, (access) => createEvent(access, event)),
    update: (ref, event, timeoutMs) => call(timeoutMs, (access) => updateEvent(access, ref, event)),
    cancel: (ref, uid, timeoutMs) => call(timeoutMs, (access) => cancelEvent(access, ref, uid)),
  };
}

/** Paths of the calendars to read event by event; none when the mailbox's free/busy, which knows no uids, says it all. */
function namedCalendars(settings: MicrosoftSettings, ignoreUids: readonly string[]): readonly string[] {
  const { busyCalendars = [], meetingCalendar } = settings;
  if (busyCalendars.length > 0) return [...new Set(busyCalendars)].map((id) => calendarPath(settings, id));
  const own = calendarPath(settings, undefined);
  if (meetingCalendar !== undefined) return [own, calendarPath(settings, meetingCalendar)];
  return ignoreUids.length > 0 ? [own] : [];
}

function appTokens(credentials: Parameters<typeof clientCredentials>[0], now: () => Instant): TokenSource {
  const key = createHash("sha256").update(JSON.stringify(credentials)).digest("base64");
  const source = sources.get(key) ?? clientCredentials(credentials, now);
  sources.set(key, source);
  return source;
}
