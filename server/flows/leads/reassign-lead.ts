import type { LeadRow } from "../../../db/store/leads.ts";
import type { Repos } from "../../../db/store.ts";
import { type DecisionId, newTimedId } from "../../core/id.ts";
import type { Decision } from "../../core/route/decision.ts";
import { type Doing, placeIn, tellLead } from "../ladders/lead-life.ts";
import type { World } from "../world.ts";
import { answerText, offeredTurn } from "./decide-lead.ts";
import { decisionOf } from "./decision-of.ts";
import { knownAgain } from "./known-again.ts";
import { offerExpiry } from "./make-offer.ts";
import { enqueueQueueAlerts } from "./queue-alerts.ts";
import { type Known, routeInTurn } from "./route-lead.ts";
import { endTurn, takeTurns } from "./take-turns.ts";

export interface Reassignment {
  readonly row: LeadRow;
  /** By the rules again without the reps who had the lead, or by the catch-all alone. */
  readonly by: "rules" | "catchAll";
  readonly doing: Doing;
  /** What was learned since the decision. Then who has the lead may keep it, and it is told anew what the lead was answered. */
  readonly learned?: Pick<Decision, "facts" | "enrichment" | "verdict">;
}

/**
 * Routes a lead again inside a unit: a new decision with a receipt of its own, the turn of the earlier rep ended and one of the next
 * taken. Returns the new decision, or null when somebody else moved the lead meanwhile or its decision is gone.
 */
export async function reassignLead(world: World, repos: Repos, asked: Reassignment): Promise<Decision | null> {
  const { row, by, doing, learned } = asked;
  // Whoever books an earlier offer of the lead waits for this unit, or it for them.
  await repos.bookings.listByLead(row.id);
  const before = (await repos.decisions.findByLead(row.id))?.decision;
  if (before === undefined) return null;
  const known = (): Known => ({
    ...knownAgain(world, before, learned),
    verdict: learned?.verdict ?? before.verdict,
    excluded: new Set([...(before.excluded ?? []), ...(row.repId === undefined || learned ? [] : [row.repId])]),
    ...(by === "catchAll" ? { catchAllOnly: true } : {}),
  });
  let routed = await routeInTurn(world, repos, known);
  // The offer is made of the setup that is live: between here and the answer nothing is awaited.
  while (routed.live !== world.state.setup()) routed = await routeInTurn(world, repos, known);
  const { live, now, answer, excluded } = routed;
  const owner = answer.standInFor ?? answer.repId;
  const state = answer.outcome === "offered" && owner !== undefined ? "assigned" : "waiting";
  const { repId: _, poolId: __, ...rest } = placeIn(row, state, now);
  const place = { ...rest, ...(owner ? { repId: owner } : {}), ...(answer.poolId ? { poolId: answer.poolId } : {}) };
  const ids = { id: newTimedId("dec", world.random, now), leadId: row.id };
  const decision: Decision = { ...decisionOf(ids, routed, answer), excluded: [...(excluded ?? [])], steps: [] };
  const expiresAt = answer.outcome === "offered" ? offerExpiry(world) : null;
  const wire = answerText(world, { submissionId: row.submissionId, decision, expiresAt });
  if (!(await repos.leads.move(row.id, row, place))) return null;
  if (learned) await repos.leads.answered(row.id, answer);
  if (owner !== undefined) world.state.standing.took(owner, now);
  await endTurnOfRow(world, repos, { row, decisionId: before.id });
  await takeTurns(world, repos, {
    poolId: answer.poolId,
    turns: offeredTurn(answer, row.id, now).map((turn) => ({ ...turn, kind: "reassigned" })),
    asked: answer.turns.find(({ poolId }) => poolId === answer.poolId),
    type: live.meetingTypes.get(answer.meetingTypeId ?? ""),
  });
  await repos.decisions.insert({ decision, answer: wire, ...(expiresAt ? { offerExpiresAt: expiresAt } : {}) });
  if (answer.queue) await enqueueQueueAlerts(world, repos, decision);
  const kind = by === "catchAll" ? "handed_over" : learned && row.repId === undefined ? state : "reassigned";
  await tellLead(world, repos, { leadId: row.id, kind, ...(owner ? { repId: owner } : {}), ...doing });
  return decision;
}

/** The turn of whom the lead leaves. */
async function endTurnOfRow(
  world: World,
  repos: Repos,
  { row: { id: leadId, repId, poolId }, decisionId }: { readonly row: LeadRow; readonly decisionId: DecisionId },
): Promise<void> {
  if (repId !== undefined) await endTurn(world, repos, { poolId, repId, leadId, decisionId, end: "reassigned" });
}
