import type { LeadRow, Repos } from "../../db/store.ts";
import { type LeadId, newId } from "../core/id.ts";
import type { Submission } from "../core/lead/lead.ts";
import type { Decision, RouteAnswer } from "../core/route/decision.ts";
import type { Instant } from "../core/time.ts";
import { makeOffer, offerExpiry } from "./make-offer.ts";
import { routeLead, understandLead } from "./route-lead.ts";
import type { Steps } from "./steps.ts";
import { type TakenTurns, type Turn, takeTurns, writeTurns, writeWithTurns } from "./take-turns.ts";
import type { World } from "./world.ts";

/** An offer of a pool's rep is a turn. */
function offeredTurn({ repId, poolId }: RouteAnswer, leadId: LeadId, at: Instant): readonly Turn[] {
  return repId && poolId ? [{ repId, kind: "offered", turns: 1, leadId, at }] : [];
}

function answerText(world: World, submissionId: string, decision: Omit<Decision, "steps">, expiresAt: Instant | null): string {
  const { outcome, url, text } = decision.route;
  const base = { submissionId, leadId: decision.leadId, outcome };
  if (expiresAt) return JSON.stringify({ ...base, offer: makeOffer(world, decision, expiresAt) });
  if (outcome === "redirect") return JSON.stringify({ ...base, url });
  return JSON.stringify({ ...base, text: text ?? "" });
}

function leadRow({ leadId, decidedAt, lead, route: answer }: Decision, submissionId: string): LeadRow {
  return {
    id: leadId,
    submissionId,
    createdAt: decidedAt,
    outcome: answer.outcome,
    ...(lead.email ? { email: lead.email } : {}),
    ...(lead.emailDomain ? { emailDomain: lead.emailDomain } : {}),
    ...(lead.name ? { name: lead.name } : {}),
    ...(lead.company ? { company: lead.company } : {}),
    ...(answer.repId ? { repId: answer.repId } : {}),
  };
}

/**
 * Steps 3 to 10: reads, matches, qualifies and routes a captured submission, and records decision, turn and answer as one
 * unit. Two processes that pick the same turn are told apart by the ledger's sequence; the second picks again.
 * Returns the answer as JSON text.
 */
export async function decideLead(
  world: World,
  { submission, revision }: { readonly submission: Submission; readonly revision: number },
  steps: Steps,
): Promise<string> {
  const known = understandLead(world, submission, steps);
  const { lead, verdict, match, live, now } = known;
  const leadId = newId("lead", world.random);
  const text = await writeWithTurns(world, async () => {
    const { answer, taken } = await routeLead(world, known, (found): { answer: RouteAnswer; taken: TakenTurns } => ({
      answer: found,
      taken: takeTurns(world, found.poolId, offeredTurn(found, leadId, now)),
    }));
    steps.mark("route");
    const expiresAt = answer.outcome === "offered" ? offerExpiry(world) : null;
    const decided = {
      id: newId("dec", world.random),
      leadId,
      decidedAt: now,
      setupVersionId: live.versionId,
      lead,
      verdict,
      match,
      route: answer,
    };
    const wire = answerText(world, submission.id, decided, expiresAt);
    steps.mark("slots");
    const decision: Decision = { ...decided, steps: [...steps.list] };
    const work = async (repos: Repos) => {
      await writeTurns(world, repos, taken);
      await repos.leads.insert(leadRow(decision, submission.id));
      await repos.decisions.insert({ decision, answer: wire, ...(expiresAt ? { offerExpiresAt: expiresAt } : {}) });
      await repos.submissions.markDecided(submission.id, revision, leadId);
      return { outcome: answer.outcome, wire };
    };
    return { poolId: taken.poolId ?? undefined, work };
  });
  steps.mark("record");
  world.meter.submission(text.outcome);
  return text.wire;
}
