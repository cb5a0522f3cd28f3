import type { Rep } from "../../core/availability/rep.ts";
import { formatInstant, type Instant, instant } from "../../core/time.ts";
import type { Reading } from "../../state/rep-entry.ts";
import type { World } from "../world.ts";

/** How an outside calendar is, as it goes over the wire. */
interface CalendarHealth {
  readonly repId: string;
  readonly name: string;
  readonly provider: string | null;
  readonly state: "ok" | "stale" | "unread" | "lost";
  readonly since: string | null;
  readonly checkedAt: string | null;
  readonly watchedUntil: string | null;
}

const iso = (at: Instant | undefined): string | null => (at ? formatInstant(at) : null);

function stateOf(reading: Reading | null, isFresh: boolean): CalendarHealth["state"] {
  if (reading?.failure === "auth_lost") return "lost";
  if (reading?.failure) return "unread";
  return isFresh ? "ok" : "stale";
}

function healthOf(world: World, rep: Rep): CalendarHealth {
  const { calendars, connections } = world.state;
  const now = world.now();
  const reading = calendars.reading(rep.id);
  const watchedUntil = calendars.watchedUntil(rep.id);
  return {
    repId: rep.id,
    name: rep.name,
    provider: rep.calendar.kind === "connected" ? (connections.of(rep.id)?.provider ?? null) : rep.calendar.kind,
    state: stateOf(reading, calendars.isFresh(rep.id, now)),
    since: iso(reading?.failedSince),
    checkedAt: iso(reading?.checkedAt),
    watchedUntil: watchedUntil > now ? iso(instant(watchedUntil)) : null,
  };
}

/** Every outside calendar of the live setup, those that need somebody first. */
export function listCalendars(world: World): readonly CalendarHealth[] {
  const reps = world.state.setupOrNull()?.setup.reps ?? [];
  const outside = reps.filter(({ active, calendar }) => active && !world.calendars.isLocal(calendar.kind));
  const order = ["lost", "unread", "stale", "ok"];
  return outside.map((rep) => healthOf(world, rep)).toSorted((a, b) => order.indexOf(a.state) - order.indexOf(b.state));
}
