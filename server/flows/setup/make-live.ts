import type { SetupVersionRow } from "../../../db/store/setups.ts";
import type { Repos } from "../../../db/store.ts";
import { guardChanges } from "../../core/backtest/guards.ts";
import { guardChangeLines } from "../../core/backtest/words.ts";
import { canonicalJson } from "../../core/canonical-json.ts";
import { newId, type SetupVersionId } from "../../core/id.ts";
import { stampJoins } from "../../core/route/pools/stamp-joins.ts";
import type { Setup } from "../../core/setup.ts";
import type { World } from "../world.ts";
import { appendAudit } from "./append-audit.ts";
import { carryLedgers } from "./carry-ledgers.ts";
import { refuseLoosened } from "./keep-guards.ts";

/** A setup that is to be live, and by whose hand; `version` when it is kept already. */
export interface MakeLive {
  readonly setup: Setup;
  readonly version?: Pick<SetupVersionRow, "id" | "hash">;
  readonly author: string;
  readonly note: string;
  readonly action: "setup_published" | "setup_rolled_back" | "territories_imported";
  /** Guards of the live version may be dropped or loosened. A step back needs no force. */
  readonly force?: boolean;
}

export interface MadeLive {
  readonly id: SetupVersionId;
  readonly hash: string;
  readonly changed: boolean;
  /** What became otherwise with the guards, in words. */
  readonly guardChanges: readonly string[];
}

/**
 * Makes a checked setup live inside a unit. Members who are new to a live pool are stamped with the moment, so a draft that brings
 * some becomes a version of its own. What is live already changes nothing. Throws `guard_loosened` by what is live in this unit: another
 * version may have become so since the guards were tried.
 */
export async function makeLive(
  world: World,
  repos: Repos,
  { version, author, note, action, force = false, ...given }: MakeLive,
): Promise<MadeLive> {
  const now = world.now();
  const active = await repos.setups.active();
  const setup = stampJoins(given.setup, active?.setup ?? null, now);
  const hash = world.digests.sha256Hex(canonicalJson(setup));
  if (active?.hash === hash) return { id: active.id, hash, changed: false, guardChanges: [] };
  if (active && !force && action !== "setup_rolled_back") refuseLoosened(active.setup, setup);
  const id = version?.hash === hash ? version.id : newId("sv", world.random);
  await carryLedgers(repos, { before: active?.setup ?? null, next: setup, at: now });
  world.state.books.readAnew();
  if (id !== version?.id) await repos.setups.insert({ id, hash, setup, author, note, createdAt: now });
  await repos.setups.activate(id, now);
  const changes = active === null ? [] : guardChangeLines({ guardChanges: guardChanges(active.setup.guards, setup.guards) });
  const guards = changes.length === 0 ? {} : { guards: changes.join("; ") };
  await appendAudit(world, repos, {
    author,
    action,
    details: { versionId: id, hash, before: active?.id ?? null, note, ...guards },
  });
  return { id, hash, changed: true, guardChanges: changes };
}
