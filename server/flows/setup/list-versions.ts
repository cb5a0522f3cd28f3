import type { World } from "../world.ts";

const listed = 200;

/** The newest versions of the setup: `live`, a `draft` that was never live, or `past`. */
export async function listVersions(world: World) {
  const [rows, activeId] = await Promise.all([world.store.read.setups.list(listed), world.store.read.setups.activeId()]);
  return rows.map(({ activatedAt, ...row }) => ({
    ...row,
    activatedAt,
    state: row.id === activeId ? ("live" as const) : activatedAt === null ? ("draft" as const) : ("past" as const),
  }));
}
