import type { Repos, SetupVersionRow } from "../../../db/store.ts";
import { canonicalJson } from "../../core/canonical-json.ts";
import { newId, type SetupVersionId } from "../../core/id.ts";
import { stampJoins } from "../../core/route/pools/stamp-joins.ts";
import type { Setup } from "../../core/setup.ts";
import type { World } from "../world.ts";
import { appendAudit } from "./append-audit.ts";
import { carryLedgers } from "./carry-ledgers.ts";

/** A setup that is to be live, and by whose hand; `version` when it is kept already. */
export interface MakeLive {
  readonly setup: Setup;
  readonly version?: Pick<SetupVersionRow, "id" | "hash">;
  readonly author: string;
  readonly note: string;
  readonly action: "setup_published" | "setup_rolled_back" | "territories_imported";
}

export interface MadeLive {
  readonly id: SetupVersionId;
  readonly hash: string;
  readonly changed: boolean;
}

/**
 * Makes a checked setup live inside a unit. Members who are new to a live pool are stamped with the moment, so a draft that brings
 * some becomes a version of its own. What is live already changes nothing.
 */
export async function makeLive(
  world: World,
  repos: Repos,
  { version, author, note, action, ...given }: MakeLive,
): Promise<MadeLive> {
  const now = world.now();
  const active = await repos.setups.active();
  const setup = stampJoins(given.setup, active?.setup ?? null, now);
  const hash = world.digests.sha256Hex(canonicalJson(setup));
  if (active?.hash === hash) return { id: active.id, hash, changed: false };
  const id = version?.hash === hash ? version.id : newId("sv", world.random);
  await carryLedgers(repos, { before: active?.setup ?? null, next: setup, at: now });
  world.state.books.readAnew();
  if (id !== version?.id) await repos.setups.insert({ id, hash, setup, author, note, createdAt: now });
  await repos.setups.activate(id, now);
  const details = { versionId: id, hash, before: active?.id ?? null, note };
  await appendAudit(world, repos, { author, action, details });
  return { id, hash, changed: true };
}
