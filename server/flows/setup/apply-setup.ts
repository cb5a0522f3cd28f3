import type { Setup } from "../../core/setup.ts";
import type { World } from "../world.ts";
import { type MadeLive, makeLive } from "./make-live.ts";

/**
 * Makes a checked setup the live version: one unit of work, then memory. Applying what is live already changes nothing.
 * The setup must have passed every check before. Throws `guard_loosened` unless it is forced.
 */
export async function applySetup(
  world: World,
  input: {
    readonly setup: Setup;
    readonly author: string;
    readonly note: string;
    readonly action?: "territories_imported";
    readonly force?: boolean;
  },
): Promise<MadeLive> {
  const made = await world.store.write((repos) => makeLive(world, repos, { action: "setup_published", ...input }));
  await world.state.reloadSetup(world.store, world.now());
  return made;
}
