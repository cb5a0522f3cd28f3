import { readCalendars } from "./read-calendars.ts";
import type { World } from "./world.ts";

/** Forgets the rep's account, secret and all; the rep is out until another one is connected. False when there was none. */
export async function disconnectCalendar(world: World, repId: string): Promise<boolean> {
  const removed = await world.store.write(({ connections }) => connections.remove(repId));
  world.state.connections.remove(repId);
  await readCalendars(world, [repId]);
  return removed;
}
