import type { Rep } from "../../core/availability/rep.ts";
import { accessText } from "../../core/connect/access-text.ts";
import type { Connection, ConnectionAccess, ConnectionProvider } from "../../core/connect/connection.ts";
import { newId } from "../../core/id.ts";
import type { CalendarFailure, ListedCalendar } from "../../core/ports/calendar.ts";
import { type Instant, instant } from "../../core/time.ts";
import type { World } from "../world.ts";
import { calendarAddress } from "./calendar-address.ts";
import { readCalendars } from "./read-calendars.ts";

/** Somebody waits for it once, so it may take longer than a booking's reading. */
export const connectTimeoutMs = 12_000;

export type ConnectResult =
  | { readonly kind: "connected" }
  /** What was typed is no address; or one that this server may not ask. */
  | { readonly kind: "address"; readonly problem: "not_one" | "insecure" | "private" | "unknown_host" }
  | { readonly kind: "no_calendar" }
  | { readonly kind: "failed"; readonly failure: CalendarFailure };

export interface TypedAccount {
  readonly address: string;
  readonly username: string;
  readonly password: string;
}

/** Signs in with what the rep typed; keeps it, sealed, only when the account answers with a calendar. */
export async function connectCaldav(world: World, rep: Rep, typed: TypedAccount): Promise<ConnectResult> {
  const url = calendarAddress(typed.address);
  if (url === null) return { kind: "address", problem: "not_one" };
  const problem = await world.calendars.addressProblem(url);
  if (problem) return { kind: "address", problem };
  const { username, password } = typed;
  const access = { kind: "password", url, username, password } as const;
  return connectAccount(world, rep, { provider: "caldav", account: username, access });
}

/** Keeps the address of a published calendar, sealed, when it answers with one. */
export async function connectFeed(world: World, rep: Rep, address: string): Promise<ConnectResult> {
  const url = calendarAddress(address.trim().replace(/^webcals?:/i, "https:"));
  if (url === null) return { kind: "address", problem: "not_one" };
  const problem = await world.calendars.addressProblem(url);
  if (problem) return { kind: "address", problem };
  return connectAccount(world, rep, { provider: "ics", account: new URL(url).host, access: { kind: "feed", url } });
}

interface NewAccount extends Pick<Connection, "provider" | "account"> {
  readonly access: ConnectionAccess;
}

/** Keeps an account as the rep's calendar, in place of the one before; what was chosen among its calendars stays. */
export async function connectAccount(world: World, rep: Rep, { provider, account, access }: NewAccount): Promise<ConnectResult> {
  const id = newId("con", world.random);
  const listed = await world.calendars.openAccount(rep, { id, provider, account }, access).list?.(connectTimeoutMs);
  if (listed?.ok === false) return { kind: "failed", failure: listed.failure };
  if (!listed?.value.length) return { kind: "no_calendar" };
  const sealed = world.vault.seal({ provider, id }, accessText(access));
  const now = world.now();
  const kept = await world.store.write(async ({ connections }) => {
    const before = await connections.findByRep(rep.id);
    const known = before?.provider === provider && before.account === account ? before : null;
    const connection: Connection = {
      id,
      repId: rep.id,
      provider,
      account,
      sealed,
      keyId: world.vault.keyId,
      ...choiceOf(listed.value, known, provider),
      state: "ok",
      updatedAt: after(before?.updatedAt, now),
    };
    await connections.upsert(connection);
    return connection;
  });
  world.state.connections.put(kept);
  await readCalendars(world, [rep.id]);
  return { kind: "connected" };
}

/** A change is told by a time that grows, whatever the clock does. */
function after(before: Instant | undefined, now: Instant): Instant {
  return before === undefined ? now : instant(Math.max(now, before + 1));
}

type Choice = Pick<Connection, "busyCalendars" | "meetingCalendar">;

/**
 * What the rep chose before, so far as it is still there. Else every calendar counts as busy, but at Google and Microsoft, where
 * people follow holidays and each other, only those that the rep writes; and the main calendar receives meetings.
 */
function choiceOf(listed: readonly ListedCalendar[], before: Choice | null, provider: ConnectionProvider): Choice {
  const writable = listed.filter((calendar) => calendar.canWrite);
  const chosen = listed.filter(({ id }) => before?.busyCalendars.includes(id));
  const busy =
    chosen.length > 0 ? chosen : provider === "caldav" || provider === "ics" || writable.length === 0 ? listed : writable;
  const meeting =
    writable.find(({ id }) => id === before?.meetingCalendar) ?? writable.find(({ primary }) => primary) ?? writable[0];
  return { busyCalendars: busy.map(({ id }) => id), ...(meeting ? { meetingCalendar: meeting.id } : {}) };
}
