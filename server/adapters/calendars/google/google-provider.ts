import type { GoogleSettings } from "../../../core/availability/rep.ts";
import type { Calendar, CalendarProvider } from "../../../core/ports/calendar.ts";
import { type Instant, instant } from "../../../core/time.ts";
import { googleCalendar } from "./google-calendar.ts";
import { GoogleFault } from "./google-fault.ts";
import { fetchServiceAccountToken } from "./service-account.ts";
import { keptTokens } from "./token-source.ts";

export interface GoogleDeps {
  /** A secret by the name that the settings give it. */
  readonly secret: (name: string) => string | undefined;
  /** For `Retry-After` and a token's age; the system's clock when absent. */
  readonly now?: () => Instant;
  /** Where Google is; the real one when absent. */
  readonly endpoints?: { readonly googleApi?: string; readonly googleToken?: string };
}

/** Google Calendar of a Workspace domain, by a service account with domain-wide delegation. */
export function googleProvider(deps: GoogleDeps): CalendarProvider<"google"> {
  return { kind: "google", local: false, open: (_rep, settings) => openGoogle(settings, deps) };
}

function openGoogle(settings: GoogleSettings, { secret, now = systemNow, endpoints = {} }: GoogleDeps): Calendar {
  const { googleApi: rootUrl, googleToken: tokenUrl = "https://oauth2.googleapis.com/token" } = endpoints;
  const { account: subject, serviceAccountEnv: keyName } = settings;
  const tokens = keptTokens(async () => {
    const keyJson = secret(keyName);
    if (!keyJson) throw new GoogleFault({ kind: "auth_lost", message: `the key ${keyName} is not set` });
    return fetchServiceAccountToken({ keyJson, keyName, subject, tokenUrl, now });
  }, now);
  return googleCalendar(settings, { tokens, now, rootUrl });
}

function systemNow(): Instant {
  return instant(Date.now());
}
