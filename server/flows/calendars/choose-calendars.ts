import type { Rep } from "../../core/availability/rep.ts";
import { readAccess } from "../../core/connect/access-text.ts";
import type { Connection } from "../../core/connect/connection.ts";
import type { CalendarFailure, ListedCalendar } from "../../core/ports/calendar.ts";
import type { World } from "../world.ts";
import { connectTimeoutMs } from "./connect-calendar.ts";
import { readCalendars } from "./read-calendars.ts";

export interface CalendarChoice {
  readonly id: string;
  readonly name: string;
  readonly canWrite: boolean;
  readonly busy: boolean;
  readonly meetings: boolean;
}

export type Choices =
  | { readonly kind: "choices"; readonly calendars: readonly CalendarChoice[] }
  | { readonly kind: "not_connected" }
  | { readonly kind: "failed"; readonly failure: CalendarFailure };

async function listAll(world: World, rep: Rep, connection: Connection) {
  const text = world.vault.open(connection, connection.sealed);
  if (text === null) return null;
  return (await world.calendars.openAccount(rep, connection, readAccess(text)).list?.(connectTimeoutMs)) ?? null;
}

/** Every calendar of the rep's account, and what was chosen among them. */
export async function calendarChoices(world: World, rep: Rep): Promise<Choices> {
  const connection = await world.store.read.connections.findByRep(rep.id);
  if (!connection) return { kind: "not_connected" };
  const listed = await listAll(world, rep, connection);
  if (!listed) return { kind: "not_connected" };
  if (!listed.ok) return { kind: "failed", failure: listed.failure };
  const { busyCalendars, meetingCalendar } = connection;
  const choice = ({ id, name, canWrite }: ListedCalendar): CalendarChoice => ({
    id,
    name,
    canWrite,
    busy: busyCalendars.length === 0 || busyCalendars.includes(id),
    meetings: id === meetingCalendar,
  });
  return { kind: "choices", calendars: listed.value.map(choice) };
}

/** What counts as busy and where meetings go. `unknown` when it names no calendar of the account, or one that cannot be written. */
export async function chooseCalendars(
  world: World,
  rep: Rep,
  chosen: { readonly busy: readonly string[]; readonly meetings: string },
): Promise<{ readonly kind: "chosen" | "none_busy" | "unknown" } | Exclude<Choices, { kind: "choices" }>> {
  const choices = await calendarChoices(world, rep);
  if (choices.kind !== "choices") return choices;
  const busyCalendars = choices.calendars.map(({ id }) => id).filter((id) => chosen.busy.includes(id));
  if (busyCalendars.length === 0) return { kind: "none_busy" };
  const meeting = choices.calendars.find(({ id, canWrite }) => canWrite && id === chosen.meetings);
  if (!meeting || busyCalendars.length !== new Set(chosen.busy).size) return { kind: "unknown" };
  const choice = { busyCalendars, meetingCalendar: meeting.id, at: world.now() };
  const kept = await world.store.write(async ({ connections }) => {
    const before = await connections.findByRep(rep.id);
    return before && (await connections.choose(before.id, choice)) ? connections.find(before.id) : null;
  });
  if (!kept) return { kind: "not_connected" };
  world.state.connections.put(kept);
  await readCalendars(world, [rep.id]);
  return { kind: "chosen" };
}
