import type { CalendarSettings, Rep } from "../../core/availability/rep.ts";
import { readAccess } from "../../core/connect/access-text.ts";
import type { Connection, ConnectionAccess } from "../../core/connect/connection.ts";
import type { Calendar } from "../../core/ports/calendar.ts";
import type { Vault } from "../../core/ports/vault.ts";
import { failedCalendar } from "./connected/connected-provider.ts";
import { type CalendarDeps, isLocalCalendar, openCalendar } from "./index.ts";

/** The calendars of all reps, by their setup or by what they connected. */
export interface KeptCalendars {
  /** Each rep's calendar, opened once for as long as its settings stay: an open calendar remembers where things were found. */
  open(rep: Rep): Calendar;
  isLocal(kind: CalendarSettings["kind"]): boolean;
  /** An account that may not be kept yet, or all of its calendars whatever was chosen among them. */
  openAccount(rep: Rep, account: Pick<Connection, "id" | "provider">, access: ConnectionAccess): Calendar;
}

export interface KeptCalendarsParts {
  readonly deps: CalendarDeps;
  readonly vault: Vault;
  readonly connectionOf: (repId: string) => Connection | null;
}

type Choice = Pick<Connection, "busyCalendars" | "meetingCalendar">;

export function createKeptCalendars({ deps, vault, connectionOf }: KeptCalendarsParts): KeptCalendars {
  const kept = new Map<string, { readonly settings: string; readonly calendar: Calendar }>();

  const openWith = (rep: Rep, access: ConnectionAccess, choice: Choice): Calendar => {
    if (access.kind === "tokens") return failedCalendar({ kind: "refused", message: "tokens cannot be used yet" });
    const { url, username, password } = access;
    const { busyCalendars, meetingCalendar } = choice;
    const calendar = {
      kind: "caldav",
      url,
      username,
      passwordEnv: "connection",
      busyCalendars,
      ...(meetingCalendar === undefined ? {} : { meetingCalendar }),
    } as const;
    return openCalendar({ ...rep, calendar }, { ...deps, secret: () => password });
  };

  const openConnection = (rep: Rep): Calendar | null => {
    const connection = connectionOf(rep.id);
    if (!connection) return null;
    const text = vault.open(connection, connection.sealed);
    // A fault of this server's keys, not of the account: another server may have the right one.
    if (text === null) return failedCalendar({ kind: "refused", message: "the vault has no key that opens this connection" });
    return openWith(rep, readAccess(text), connection);
  };

  return {
    isLocal: isLocalCalendar,
    open(rep) {
      const connection = rep.calendar.kind === "connected" ? connectionOf(rep.id) : null;
      const settings = JSON.stringify([rep.calendar, rep.email, rep.timeZone, connection?.id, connection?.updatedAt]);
      const known = kept.get(rep.id);
      if (known?.settings === settings) return known.calendar;
      const calendar = openCalendar(rep, { ...deps, connected: openConnection });
      kept.set(rep.id, { settings, calendar });
      return calendar;
    },
    openAccount: (rep, _account, access) => openWith(rep, access, { busyCalendars: [] }),
  };
}
