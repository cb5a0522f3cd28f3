import { AppError } from "../../core/errors.ts";
import { isAtRisk } from "../../core/escalate/at-risk.ts";
import type { LeadId } from "../../core/id.ts";
import { formatInstant } from "../../core/time.ts";
import type { World } from "../world.ts";

/** Where a lead stands, until when, and what happened to it so far. Throws `not_found`. */
export async function viewLeadLife(world: World, leadId: LeadId) {
  const row = await world.store.read.leads.find(leadId);
  if (row === null) throw new AppError("not_found", { leadId });
  const events = await world.store.read.leadEvents.listByLead(leadId);
  return {
    leadId,
    state: row.state,
    since: formatInstant(row.stateAt),
    dueAt: row.dueAt === undefined ? null : formatInstant(row.dueAt),
    atRisk: isAtRisk(row, world.now()),
    clockPaused: row.pausedMinutes !== undefined,
    rep: row.repId ?? null,
    pool: row.poolId ?? null,
    events: events.map(({ at, kind, by, repId, why }) => ({
      at: formatInstant(at),
      kind,
      by,
      rep: repId ?? null,
      why: why ?? null,
    })),
  };
}
