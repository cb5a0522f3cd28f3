import { createHash } from "node:crypto";
import type { MicrosoftSettings, Rep } from "../../../core/availability/rep.ts";
import type { Calendar, CalendarProvider } from "../../../core/ports/calendar.ts";
import { type Instant, instant } from "../../../core/time.ts";
import { graphCalendar } from "./graph-calendar.ts";
import { GraphFault } from "./graph-fault.ts";
import { type AppCredentials, clientCredentials, type TokenSource } from "./token-source.ts";

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
  const { tenantId, clientId, clientSecretEnv } = settings;

  /** Looked up at each call: secrets may come later than settings. */
  function appTokens(): TokenSource {
    const clientSecret = deps.secret(clientSecretEnv);
    if (!clientSecret) throw new GraphFault({ kind: "auth_lost", message: `the secret ${clientSecretEnv} is not set` });
    return sharedSource({ login, tenantId, clientId, clientSecret, scope: `${root}/.default` }, now);
  }

  const tokens: TokenSource = {
    token: async (signal) => appTokens().token(signal),
    forget: (token) => appTokens().forget(token),
  };
  return graphCalendar(rep, settings, { tokens, now, root });
}

function sharedSource(credentials: AppCredentials, now: () => Instant): TokenSource {
  const key = createHash("sha256").update(JSON.stringify(credentials)).digest("base64");
  const source = sources.get(key) ?? clientCredentials(credentials, now);
  sources.set(key, source);
  return source;
}
