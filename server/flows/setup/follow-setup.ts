import type { World } from "../world.ts";

/** Another process may have applied a setup: when the live version differs from memory, everything that hangs on it is read again. */
export async function followSetup(world: World): Promise<boolean> {
  const activeId = await world.store.read.setups.activeId();
  if (activeId === null || activeId === world.state.setupOrNull()?.versionId) return false;
  await world.state.reloadSetup(world.store, world.now());
  return true;
}
