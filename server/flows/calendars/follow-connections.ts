import type { World } from "../world.ts";
import { readCalendars } from "./read-calendars.ts";

/** Another process may have connected, changed or forgotten a calendar: what differs from memory is read again. Returns how many. */
export async function followConnections(world: World): Promise<number> {
  const { connections } = world.store.read;
  const changed = world.state.connections.changed(await connections.marks());
  for (const repId of changed) {
    const row = await connections.findByRep(repId);
    if (row) world.state.connections.put(row);
    else world.state.connections.remove(repId);
  }
  if (world.state.setupOrNull()) await readCalendars(world, changed);
  return changed.length;
}
