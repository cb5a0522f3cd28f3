import { canonicalJson } from "../core/canonical-json.ts";
import { newId, type SetupVersionId } from "../core/id.ts";
import { stampJoins } from "../core/route/stamp-joins.ts";
import type { Setup } from "../core/setup.ts";
import { carryLedgers } from "./carry-ledgers.ts";
import type { World } from "./world.ts";

/**
 * Makes a checked setup the live version: one unit of work, then memory. Applying what is live already changes nothing.
 * The setup must have passed every check before.
 */
export async function applySetup(
  world: World,
  input: { readonly setup: Setup; readonly author: string; readonly note: string },
): Promise<{ readonly id: SetupVersionId; readonly hash: string; readonly changed: boolean }> {
  const now = world.now();
  const result = await world.store.write(async (repos) => {
    const active = await repos.setups.active();
    const setup = stampJoins(input.setup, active?.setup ?? null, now);
    const hash = world.digests.sha256Hex(canonicalJson(setup));
    if (active?.hash === hash) return { id: active.id, hash, changed: false };
    const id = newId("sv", world.random);
    await carryLedgers(repos, { before: active?.setup ?? null, next: setup, at: now });
    await repos.setups.insert({ id, hash, setup, author: input.author, note: input.note, createdAt: now });
    await repos.setups.activate(id, now);
    return { id, hash, changed: true };
  });
  await world.state.reloadSetup(world.store, now);
  return result;
}
