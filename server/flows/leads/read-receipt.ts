import type { LeadId } from "../../core/id.ts";
import { buildReceipt } from "../../core/receipt/build-receipt.ts";
import type { Receipt } from "../../core/receipt/receipt.ts";
import { sameRoute } from "../../core/receipt/same-route.ts";
import { type Story, tellReceipt } from "../../core/receipt/tell-receipt.ts";
import { compileRouter } from "../../core/route/compile-router.ts";
import type { Decision } from "../../core/route/decision.ts";
import type { LedgerEntry } from "../../core/route/pools/ledger.ts";
import { replayRoute } from "../../core/route/replay-route.ts";
import type { World } from "../world.ts";

/** Entries up to `ledgerSeq`, and those that follow of the lead itself. */
function turnEntries(entries: readonly LedgerEntry[], leadId: LeadId, ledgerSeq: number): readonly LedgerEntry[] {
  const end = entries.find((entry) => entry.seq > ledgerSeq && entry.leadId !== leadId)?.seq ?? Infinity;
  return entries.filter(({ seq }) => seq < end);
}

/** The entries that a decision's pools had, up to and with the turn that it took. */
async function ledgerOf(world: World, { leadId, route }: Decision): Promise<readonly LedgerEntry[]> {
  const pools = await Promise.all(
    route.turns.map(async ({ poolId, ledgerSeq }) =>
      turnEntries(await world.store.read.ledger.after(poolId, 0), leadId, ledgerSeq),
    ),
  );
  return pools.flat();
}

/** A lead's receipt, told as a story too, and whether routing it again with what was known then gives the same answer. Null for an unknown lead. */
export async function readReceipt(
  world: World,
  leadId: LeadId,
): Promise<{ readonly receipt: Receipt; readonly story: Story; readonly replaysTheSame: boolean } | null> {
  const { read } = world.store;
  const row = await read.decisions.findByLead(leadId);
  const version = row ? await read.setups.find(row.decision.setupVersionId) : null;
  if (!row || !version) return null;
  const { decision } = row;
  const ledgerEntries = await ledgerOf(world, decision);
  const bookings = await read.bookings.listByLead(leadId);
  const bookingEvents = await read.bookingEvents.listByLead(leadId);
  const late = decision.enrichment ? await read.facts.late(leadId) : [];
  const { setup, hash: setupHash } = version;
  const receipt = buildReceipt({ decision, setup, setupHash, ledgerEntries, bookings, bookingEvents, late });
  const again = replayRoute(compileRouter(version.setup), decision, ledgerEntries);
  return { receipt, story: tellReceipt(receipt), replaysTheSame: sameRoute(decision.route, again) };
}
