import { canonicalJson } from "../../core/canonical-json.ts";
import { newId, type SetupVersionId } from "../../core/id.ts";
import type { Setup } from "../../core/setup.ts";
import type { World } from "../world.ts";
import { appendAudit } from "./append-audit.ts";

/** Keeps a checked setup as a version that is not live. It can be simulated, backtested and published. */
export async function draftSetup(
  world: World,
  { setup, author, note }: { readonly setup: Setup; readonly author: string; readonly note: string },
): Promise<{ readonly id: SetupVersionId; readonly hash: string }> {
  const id = newId("sv", world.random);
  const hash = world.digests.sha256Hex(canonicalJson(setup));
  await world.store.write(async (repos) => {
    await repos.setups.insert({ id, hash, setup, author, note, createdAt: world.now() });
    await appendAudit(world, repos, { author, action: "setup_drafted", details: { versionId: id, hash, note } });
  });
  return { id, hash };
}
