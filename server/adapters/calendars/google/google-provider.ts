import type { GoogleSettings } from "../../../core/availability/rep.ts";
import type { Calendar, CalendarProvider, CalendarResult } from "../../../core/ports/calendar.ts";
import { type Instant, instant } from "../../../core/time.ts";
import { busyTimes } from "./busy-times.ts";
import { calendarsOf, type GoogleAccess, openApi } from "./google-api.ts";
import { failureOf, GoogleFault, statusOf } from "./google-fault.ts";
import { fetchServiceAccountToken } from "./service-account.ts";
import { keptTokens } from "./token-source.ts";
import { cancelEvent, createEvent, updateEvent } from "./write-event.ts";

export interface GoogleDeps {
  /** A secret by the name that the settings give it. */
  readonly secret: (name: string) => string | undefined;
  /** For `Retry-After` and a token's age; the system's clock when absent. */
  readonly now?: () => Instant;
  /** Where Google is; the real one when absent. */
  readonly endpoints?: { readonly googleApi?: string; readonly googleToken?: string };
}

const realApi = "https://www.googleapis.com/";
const realToken = "https://oauth2.googleapis.com/token";

/** Google Calendar of a Workspace domain, by a service account with domain-wide delegation. */
export function googleProvider(deps: GoogleDeps): CalendarProvider<"google"> {
  return { kind: "google", local: false, open: (_rep, settings) => openGoogle(settings, deps) };
}

function openGoogle(settings: GoogleSettings, deps: GoogleDeps): Calendar {
  const now = deps.now ?? (() => instant(Date.now()));
  const { googleApi: rootUrl = realApi, googleToken: tokenUrl = realToken } = deps.endpoints ?? {};
  const calendars = calendarsOf(settings);
  const tokens = keptTokens(async () => {
    const { account: subject, serviceAccountEnv: keyName } = settings;
    const keyJson = deps.secret(keyName);
    if (!keyJson) throw new GoogleFault({ kind: "auth_lost", message: `the key ${keyName} is not set` });
    return fetchServiceAccountToken({ keyJson, keyName, subject, tokenUrl, now });
  }, now);

  async function attempt<T>(signal: AbortSignal, work: (access: GoogleAccess) => Promise<T>): Promise<T> {
    const token = await tokens.get(signal);
    try {
      return await work({ api: await openApi({ rootUrl, token: token.value, signal }), settings, ...calendars });
    } catch (error) {
      if (statusOf(error) === 401) tokens.forget(token);
      throw error;
    }
  }

  /** One call: its deadline, its token, and its failure as a value. */
  async function call<T>(timeoutMs: number, work: (access: GoogleAccess) => Promise<T>): Promise<CalendarResult<T>> {
    const signal = AbortSignal.timeout(timeoutMs);
    try {
      // A token can end before its time. Whether the grant did is known once a fresh one is refused as well.
      const first = attempt(signal, work).catch((error) => {
        if (statusOf(error) !== 401) throw error;
        return attempt(signal, work);
      });
      return { ok: true, value: await first };
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
  };
}
