import { instant } from "../../core/time.ts";
import type { World } from "../world.ts";

/** As long as the longest cap, and a day for zones. */
const capReachMs = 32 * 86_400_000;

/**
 * Reads who is paused, and what caps and loads count when the live setup has any: other processes pause reps and hand out leads
 * too. What it costs a setup without them is one look at a small table.
 */
export async function followStanding(world: World): Promise<void> {
  const { standing } = world.state;
  const { read } = world.store;
  standing.putPauses(await read.pauses.all());
  const live = world.state.setupOrNull();
  if (!live) return;
  if (standing.counts.caps) standing.load(live.setup, await read.leads.takenSince(instant(world.now() - capReachMs)));
  if (standing.counts.loads) standing.putOpenLeads(await read.leads.openByRep());
}
