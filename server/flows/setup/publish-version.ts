import type { SetupVersionRow } from "../../../db/store/setups.ts";
import { checkSetup } from "../../core/check-setup.ts";
import { AppError } from "../../core/errors.ts";
import type { SetupVersionId } from "../../core/id.ts";
import type { World } from "../world.ts";
import { keepGuards } from "./keep-guards.ts";
import { type MadeLive, makeLive } from "./make-live.ts";

interface By {
  readonly author: string;
  readonly note: string;
}

/** Throws `setup_invalid` with the first fault: a version may be older than a check. */
function requireValid({ setup }: SetupVersionRow): void {
  const [fault] = checkSetup(setup);
  if (fault !== undefined) throw new AppError("setup_invalid", { path: fault.path, message: fault.message });
}

/**
 * Makes a version live, be it a draft or one that was live before. Throws `not_found`, `setup_invalid`, and `guard_broken` or
 * `guard_loosened` unless it is forced.
 */
export async function publishVersion(
  world: World,
  { id, author, note, force = false }: By & { readonly id: SetupVersionId; readonly force?: boolean },
): Promise<MadeLive> {
  const version = await world.store.read.setups.find(id);
  if (version === null) throw new AppError("not_found", { setupVersionId: id });
  requireValid(version);
  if (!force) await keepGuards(world, version.setup);
  const made = await world.store.write((repos) =>
    makeLive(world, repos, {
      setup: version.setup,
      version,
      author,
      note: note || version.note,
      action: "setup_published",
      force,
    }),
  );
  await world.state.reloadSetup(world.store, world.now());
  return made;
}

/** Makes the version live that was live before the one of now, in one step. Throws `not_found` when there is none. */
export async function rollBack(world: World, { author, note }: By): Promise<MadeLive> {
  const made = await world.store.write(async (repos) => {
    const version = await repos.setups.previous();
    if (version === null) throw new AppError("not_found", { setupVersionId: "previous" });
    requireValid(version);
    return makeLive(world, repos, { setup: version.setup, version, author, note, action: "setup_rolled_back" });
  });
  await world.state.reloadSetup(world.store, world.now());
  return made;
}
