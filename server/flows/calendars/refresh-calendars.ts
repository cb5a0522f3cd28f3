import type { World } from "../world.ts";
import { syncCalendars } from "./sync-calendars.ts";

/** How many calendars are followed at the same time. */
const atOnce = 8;
/** After a calendar was read whole, and between the first ones, so that many of them leave the processor to visitors. */
const breathMs = 160;

/** Follows every outside calendar that it is time to ask, a few at a time. Returns how many. */
export async function refreshCalendars(world: World): Promise<number> {
  if (!world.state.setupOrNull()) return 0;
  const due = world.state.calendars.dueReps(world.now());
  await followCalendars(world, due);
  return due.length;
}

/** Follows these, in this order and without haste. */
export async function followCalendars(world: World, repIds: readonly string[]): Promise<void> {
  const waiting = [...repIds];
  const work = async (worker: number) => {
    if (worker < waiting.length) await world.pause((worker * breathMs) / atOnce);
    for (let repId = waiting.shift(); repId !== undefined; repId = waiting.shift()) {
      const read = await syncCalendars(world, [repId]);
      if (read > 0 && waiting.length > 0) await world.pause(breathMs);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, (_, worker) => work(worker)));
}
