import type { LeadRow, Repos } from "../../db/store.ts";
import { type LeadId, newId } from "../core/id.ts";
import type { Lead, Submission } from "../core/lead/lead.ts";
import { readLead } from "../core/lead/read-lead.ts";
import type { Match } from "../core/match/account.ts";
import { matchLead } from "../core/match/match-lead.ts";
import { qualify } from "../core/qualify/qualify.ts";
import type { Verdict } from "../core/qualify/verdict.ts";
import type { Decision, RouteAnswer } from "../core/route/decision.ts";
import { route } from "../core/route/route.ts";
import type { Instant } from "../core/time.ts";
import type { LiveSetup } from "../state/live-setup.ts";
import { makeOffer, offerExpiry } from "./make-offer.ts";
import { readCalendars } from "./read-calendars.ts";
import type { Steps } from "./steps.ts";
import { type TakenTurns, type Turn, takeTurns, writeTurns, writeWithTurns } from "./take-turns.ts";
import type { World } from "./world.ts";

interface Known {
  readonly live: LiveSetup;
  readonly lead: Lead;
  readonly match: Match;
  readonly verdict: Verdict;
  readonly now: Instant;
}

/** How many reps whose calendars are stale are read while the visitor waits, and how often. */
const liveReads = { reps: 3, rounds: 2 };
function understand(world: World, submission: Submission, steps: Steps): Known {
  const live = world.state.setup();
  const now = world.now();
  const lead = readLead(submission);
  steps.mark("read");
  const match = matchLead(lead, world.state.accounts.candidates(lead));
  steps.mark("match");
  const verdict = qualify(live.router, { lead, match, now });
  steps.mark("qualify");
  return { live, lead, match, verdict, now };
}

/** Routes once over what memory knows; lists the reps that were passed over because their calendar is stale. */
function routeOnce(world: World, known: Known): { readonly answer: RouteAnswer; readonly stale: readonly string[] } {
  const { live, lead, match, verdict, now } = known;
  const stale: string[] = [];
  const answer = route(live.router, {
    subject: { lead, match, verdict, now },
    repState(repId, meetingTypeId) {
      const type = live.meetingTypes.get(meetingTypeId);
      if (!type) return "unknown_rep";
      const reason = world.state.calendars.reason(repId, type, now);
      if (reason === "calendar_stale") stale.push(repId);
      return reason;
    },
    ledgers: (poolId) => world.state.books.book(poolId),
  });
  return { answer, stale };
}

/**
 * Routes; calendars that are too old and would matter are read live first, within their deadline. The turn is taken in the
 * tick in which it was picked.
 */
async function routeAndTake(
  world: World,
  known: Known,
  leadId: LeadId,
): Promise<{ readonly answer: RouteAnswer; readonly taken: TakenTurns }> {
  for (let round = 0; ; round++) {
    const { answer, stale } = routeOnce(world, known);
    if (stale.length === 0 || round >= liveReads.rounds) {
      const turns: readonly Turn[] =
        answer.repId && answer.poolId ? [{ repId: answer.repId, kind: "offered", turns: 1, leadId, at: known.now }] : [];
      return { answer, taken: takeTurns(world, answer.poolId, turns) };
    }
    await readCalendars(world, stale.slice(0, liveReads.reps));
  }
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
  const known = understand(world, submission, steps);
  const { lead, verdict, match, live, now } = known;
  const leadId = newId("lead", world.random);
  const text = await writeWithTurns(world, async () => {
    const { answer, taken } = await routeAndTake(world, known, leadId);
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
