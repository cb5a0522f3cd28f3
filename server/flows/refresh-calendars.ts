import { syncCalendars } from "./sync-calendars.ts";
import type { World } from "./world.ts";

/** How many calendars are followed at the same time. */
const atOnce = 8;

/** Follows every outside calendar that it is time to ask, a few at a time. Returns how many. */
export async function refreshCalendars(world: World): Promise<number> {
  if (!world.state.setupOrNull()) return 0;
  const due = world.state.calendars.dueReps(world.now());
  for (let from = 0; from < due.length; from += atOnce) await syncCalendars(world, due.slice(from, from + atOnce));
  return due.length;
}
