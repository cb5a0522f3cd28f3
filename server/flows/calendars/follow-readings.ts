import { type Instant, instant } from "../../core/time.ts";
import type { World } from "../world.ts";

/** How far the clocks of processes that share a database may be apart, and how long a reading may take to be written. */
const slackMs = 60_000;

/** Other processes read calendars, too: memory takes over what they found since the last call, so that none reads what another just did. */
export function createReadingFollower(world: World): () => Promise<void> {
  let last: Instant = world.now();
  return async () => {
    const at = world.now();
    const { busy } = world.store.read;
    for (const { repId, checkedAt } of await busy.checkedSince(instant(last - slackMs))) {
      if ((world.state.calendars.reading(repId)?.checkedAt ?? 0) >= checkedAt) continue;
      const row = await busy.find(repId);
      if (row) world.state.calendars.applyReading(repId, row);
    }
    last = at;
  };
}
