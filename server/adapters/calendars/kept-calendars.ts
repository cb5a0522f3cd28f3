import type { CalendarSettings, Rep } from "../../core/availability/rep.ts";
import { readAccess } from "../../core/connect/access-text.ts";
import type { Connection, ConnectionAccess, TokenAccess } from "../../core/connect/connection.ts";
import type { GetAccess } from "../../core/connect/get-access.ts";
import type { Calendar, CalendarResult } from "../../core/ports/calendar.ts";
import type { Vault } from "../../core/ports/vault.ts";
import { type Instant, instant } from "../../core/time.ts";
import { type Breaker, createBreaker, guardedCalendar } from "./breaker/breaker.ts";
import { failedCalendar } from "./connected/connected-provider.ts";
import { googleCalendar } from "./google/google-calendar.ts";
import { personTokens as googleTokens } from "./google/person-tokens.ts";
import { type CalendarDeps, isLocalCalendar, openCalendar } from "./index.ts";
import { graphCalendar } from "./microsoft/graph-calendar.ts";
import { personTokens as microsoftTokens } from "./microsoft/person-tokens.ts";

type Account = Pick<Connection, "id" | "provider" | "account">;
type Choice = Pick<Connection, "busyCalendars" | "meetingCalendar">;

/** The calendars of all reps, by their setup or by what they connected. */
export interface KeptCalendars {
  /** Each rep's calendar, opened once for as long as its settings stay: an open calendar remembers where things were found. */
  open(rep: Rep): Calendar;
  isLocal(kind: CalendarSettings["kind"]): boolean;
  /** An account that may not be kept yet, or all of its calendars whatever was chosen among them. */
  openAccount(rep: Rep, account: Account, access: ConnectionAccess): Calendar;
}

export interface KeptCalendarsParts {
  readonly deps: CalendarDeps;
  /** Makes the requests to addresses that reps typed. */
  readonly egress: NonNullable<CalendarDeps["egress"]>;
  readonly vault: Vault;
  readonly connectionOf: (repId: string) => Connection | null;
  /** Tokens of a kept account that are good now; `refused` is one that the provider did not take. */
  readonly accessOf: (account: Pick<Connection, "id" | "repId">, refused?: string) => Promise<CalendarResult<TokenAccess>>;
}

export function createKeptCalendars({ deps, egress, vault, connectionOf, accessOf }: KeptCalendarsParts): KeptCalendars {
  const now = deps.now ?? systemNow;
  const breakers = new Map<string, Breaker>();
  const guarded = (calendar: Calendar, service: string): Calendar => {
    const breaker = breakers.get(service) ?? createBreaker(service, now);
    breakers.set(service, breaker);
    return guardedCalendar(calendar, breaker, now);
  };

  const kept = new Map<string, { readonly settings: string; readonly calendar: Calendar }>();

  /** Tokens of a kept account are refreshed; those of one that is not kept yet are just given. */
  const getAccess = (rep: Rep, { id }: Account, access: TokenAccess): GetAccess => {
    const lost = { ok: false, failure: { kind: "auth_lost", message: "the provider refuses the fresh tokens" } } as const;
    return async (refused) => {
      if (connectionOf(rep.id)?.id === id) return accessOf({ id, repId: rep.id }, refused);
      return access.accessToken === refused ? lost : { ok: true, value: access };
    };
  };

  const openWith = (rep: Rep, account: Account & Choice, access: ConnectionAccess): Calendar => {
    const typed = { ...deps, egress };
    if (access.kind === "password") return openPassword({ rep, deps: typed }, account, access);
    if (access.kind === "feed") return openFeed({ rep, deps: typed }, access.url);
    return openTokens({ rep, deps }, account, getAccess(rep, account, access));
  };

  const openConnection = (rep: Rep): Calendar | null => {
    const connection = connectionOf(rep.id);
    if (!connection) return null;
    const text = vault.open(connection, connection.sealed);
    // A fault of this server's keys, not of the account: another server may have the right one.
    if (text === null) return failedCalendar({ kind: "refused", message: "the vault has no key that opens this connection" });
    const access = readAccess(text);
    const service = access.kind === "tokens" ? connection.provider : new URL(access.url).host;
    return guarded(openWith(rep, connection, access), service);
  };

  return {
    isLocal: isLocalCalendar,
    open(rep) {
      const connection = rep.calendar.kind === "connected" ? connectionOf(rep.id) : null;
      const settings = JSON.stringify([rep.calendar, rep.email, rep.timeZone, connection?.id, connection?.updatedAt]);
      const known = kept.get(rep.id);
      if (known?.settings === settings) return known.calendar;
      const service = serviceOf(rep.calendar);
      const opened = openCalendar(rep, { ...deps, connected: openConnection });
      const calendar = service === null ? opened : guarded(opened, service);
      kept.set(rep.id, { settings, calendar });
      return calendar;
    },
    openAccount: (rep, { id, provider, account }, access) => openWith(rep, { id, provider, account, busyCalendars: [] }, access),
  };
}

/** What answers for a calendar of these settings; null where nothing is asked, or where a connection says it. */
function serviceOf(settings: CalendarSettings): string | null {
  if (settings.kind === "caldav") return new URL(settings.url).host;
  if (settings.kind === "ics") return `feed ${settings.urlEnv}`;
  return settings.kind === "google" || settings.kind === "microsoft" ? settings.kind : null;
}

interface Opening {
  readonly rep: Rep;
  readonly deps: CalendarDeps;
}

const meetingOf = ({ meetingCalendar }: Choice) => (meetingCalendar === undefined ? {} : { meetingCalendar });

function openPassword(
  { rep, deps }: Opening,
  account: Choice,
  access: Extract<ConnectionAccess, { kind: "password" }>,
): Calendar {
  const { url, username, password } = access;
  const { busyCalendars } = account;
  const calendar = { kind: "caldav", url, username, passwordEnv: "connection", busyCalendars, ...meetingOf(account) } as const;
  return openCalendar({ ...rep, calendar }, { ...deps, secret: () => password });
}

/** An address that is a secret: the provider is given it as it is given any other. */
function openFeed({ rep, deps }: Opening, url: string): Calendar {
  return openCalendar({ ...rep, calendar: { kind: "ics", urlEnv: "connection" } }, { ...deps, secret: () => url });
}

function openTokens({ rep, deps }: Opening, account: Account & Choice, getAccess: GetAccess): Calendar {
  const now = deps.now ?? systemNow;
  const { busyCalendars } = account;
  const choice = { busyCalendars, ...meetingOf(account) };
  if (account.provider === "google") {
    const rootUrl = deps.endpoints?.googleApi;
    return googleCalendar({ account: account.account, ...choice }, { tokens: googleTokens(getAccess), now, rootUrl });
  }
  const root = deps.endpoints?.graph ?? "https://graph.microsoft.com";
  return graphCalendar(rep, { mailbox: account.account, ...choice }, { tokens: microsoftTokens(getAccess), now, root });
}

function systemNow(): Instant {
  return instant(Date.now());
}
