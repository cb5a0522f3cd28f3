import type { World } from "./world.ts";

/** Another process may have applied a setup: when the live version differs from memory, everything that hangs on it is read again. */
export async function followSetup(world: World): Promise<boolean> {
  const active = (await world.store.read.setups.list(1))[0];
  if (!active || active.id === world.state.setupOrNull()?.versionId) return false;
  await world.state.reloadSetup(world.store, world.now());
  return true;
}
