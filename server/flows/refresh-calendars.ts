import { instant } from "../core/time.ts";
import { readCalendars } from "./read-calendars.ts";
import type { World } from "./world.ts";

/** How many calendars are read at the same time. */
const atOnce = 8;

/** Reads every outside calendar whose reading is older than half of what counts as fresh. Returns how many. */
export async function refreshCalendars(world: World): Promise<number> {
  if (!world.state.setupOrNull()) return 0;
  const stale = world.state.calendars.staleReps(instant(world.now() - world.settings.calendarFreshMs / 2));
  for (let from = 0; from < stale.length; from += atOnce) await readCalendars(world, stale.slice(from, from + atOnce));
  return stale.length;
}
