import type { SetupVersionRow } from "../../../db/store/setups.ts";
import { newId } from "../../core/id.ts";
import type { Submission } from "../../core/lead/lead.ts";
import { buildReceipt } from "../../core/receipt/build-receipt.ts";
import { tellReceipt } from "../../core/receipt/tell-receipt.ts";
import type { Decision } from "../../core/route/decision.ts";
import { tryVersion } from "../setup/try-version.ts";
import type { World } from "../world.ts";
import { decisionOf } from "./decision-of.ts";
import { learnMore, wantsMore } from "./learn-more.ts";
import { lookBack } from "./look-back.ts";
import { routeLead, understandLead } from "./route-lead.ts";
import { startSteps } from "./steps.ts";

/**
 * Where a submission would go now, and why, as the receipt that it would get: sources are asked, nothing is written and no turn
 * is taken. By the live version, or by another one: reps and pools that it alone has count as free and begin square.
 */
export async function previewRoute(world: World, submission: Submission, version?: SetupVersionRow) {
  const steps = startSteps(world.stopwatch);
  const by = version === undefined ? world : tryVersion(world, version);
  const seen = await lookBack(by, understandLead(by, submission, steps));
  const known = wantsMore(seen) ? await learnMore(by, seen, { submission, steps, dry: true }) : seen;
  const route = await routeLead(by, known);
  steps.mark("route");
  const ids = { id: newId("dec", world.random), leadId: newId("lead", world.random) };
  const decision: Decision = { ...decisionOf(ids, known, route), steps: steps.list };
  const pools = await Promise.all(route.turns.map(({ poolId }) => world.store.read.ledger.after(poolId, 0)));
  const { setup, hash: setupHash } = known.live;
  const sources = { setup, setupHash, ledgerEntries: pools.flat(), bookings: [], bookingEvents: [] };
  const receipt = buildReceipt({ decision, ...sources });
  return { receipt, story: tellReceipt(receipt) };
}
