import type { Rep } from "../../core/availability/rep.ts";
import type { Connection } from "../../core/connect/connection.ts";
import { type DayPicture, weekPicture, weekRange } from "../../core/connect/week-picture.ts";
import type { CalendarFailure } from "../../core/ports/calendar.ts";
import { instant } from "../../core/time.ts";
import type { World } from "../world.ts";
import { connectTimeoutMs } from "./connect-calendar.ts";

/** What a rep sees of the own connection; nothing of what the vault keeps. */
export interface ConnectionView extends Pick<Connection, "provider" | "account"> {
  /** The coming week as it was read just now, or why it could not be. */
  readonly week:
    | { readonly ok: true; readonly days: readonly DayPicture[] }
    | { readonly ok: false; readonly failure: CalendarFailure };
}

/** Reads the coming week from the rep's calendar as every offer would; null when nothing is connected. */
export async function viewConnection(world: World, rep: Rep): Promise<ConnectionView | null> {
  const connection = await world.store.read.connections.findByRep(rep.id);
  if (!connection) return null;
  world.state.connections.put(connection);
  const now = world.now();
  const { startAt, endAt } = weekRange(now, rep.timeZone);
  const range = { startAt: instant(startAt), endAt: instant(endAt) };
  const read = await world.calendars.open(rep).busy(range, connectTimeoutMs);
  const { provider, account } = connection;
  return {
    provider,
    account,
    week: read.ok ? { ok: true, days: weekPicture(read.value, now, rep.timeZone) } : { ok: false, failure: read.failure },
  };
}
