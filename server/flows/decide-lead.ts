import { type DecisionId, type LeadId, newId } from "../core/id.ts";
import type { Lead, Submission } from "../core/lead/lead.ts";
import { readLead } from "../core/lead/read-lead.ts";
import type { Match } from "../core/match/account.ts";
import { matchLead } from "../core/match/match-lead.ts";
import { qualify } from "../core/qualify/qualify.ts";
import type { Verdict } from "../core/qualify/verdict.ts";
import { route } from "../core/route/compile-router.ts";
import type { Decision, RouteAnswer } from "../core/route/decision.ts";
import type { LedgerEntry } from "../core/route/ledger.ts";
import type { Instant } from "../core/time.ts";
import type { LiveSetup } from "../state/live-setup.ts";
import { makeOffer, offerExpiry } from "./make-offer.ts";
import { readCalendars } from "./read-calendars.ts";
import type { Steps } from "./steps.ts";
import type { World } from "./world.ts";

/** What a page is told, in the wire's words. */
export interface DecidedAnswer {
  readonly outcome: string;
  /** JSON text of the whole answer. */
  readonly text: string;
}

interface Known {
  readonly live: LiveSetup;
  readonly lead: Lead;
  readonly match: Match;
  readonly verdict: Verdict;
  readonly now: Instant;
}

/** How many reps whose calendars are stale are read while the visitor waits, and how often. */
const liveReads = { reps: 3, rounds: 2 };
const turnAttempts = 8;

class TurnTaken extends Error {}

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

/** Routes; calendars that are too old and would matter are read live first, within their deadline. */
async function routeLead(world: World, known: Known): Promise<RouteAnswer> {
  let { answer, stale } = routeOnce(world, known);
  for (let round = 0; stale.length > 0 && round < liveReads.rounds; round++) {
    await readCalendars(world, stale.slice(0, liveReads.reps));
    ({ answer, stale } = routeOnce(world, known));
  }
  return answer;
}

/** The turn of an offer, taken in memory in the tick in which it was picked. */
function takeTurn(world: World, answer: RouteAnswer, leadId: LeadId, at: Instant): LedgerEntry | null {
  if (answer.outcome !== "offered" || !answer.poolId || !answer.repId) return null;
  const seq = world.state.books.book(answer.poolId).seq + 1;
  const entry: LedgerEntry = { poolId: answer.poolId, seq, repId: answer.repId, kind: "offered", turns: 1, leadId, at };
  world.state.books.apply(entry);
  return entry;
}

function answerText(world: World, submissionId: string, decision: Decision, expiresAt: Instant | null): string {
  const { outcome, url, text } = decision.route;
  const base = { submissionId, leadId: decision.leadId, outcome };
  if (outcome === "offered" && expiresAt) return JSON.stringify({ ...base, offer: makeOffer(world, decision, expiresAt) });
  if (outcome === "redirect") return JSON.stringify({ ...base, url });
  return JSON.stringify({ ...base, text: text ?? "" });
}

/** Writes decision, lead, turn and state as one unit; throws TurnTaken when another process was first. */
async function record(
  world: World,
  input: {
    readonly submission: Submission;
    readonly revision: number;
    readonly decision: Decision;
    readonly turn: LedgerEntry | null;
    readonly text: string;
    readonly expiresAt: Instant | null;
  },
): Promise<void> {
  const { submission, revision, decision, turn, text, expiresAt } = input;
  const { lead, route: answer } = decision;
  try {
    await world.store.write(async (repos) => {
      if (turn && !(await repos.ledger.append(turn))) {
        world.state.books.distrust(turn.poolId);
        throw new TurnTaken();
      }
      await repos.leads.insert({
        id: decision.leadId,
        submissionId: submission.id,
        createdAt: decision.decidedAt,
        outcome: answer.outcome,
        ...(lead.email ? { email: lead.email } : {}),
        ...(lead.emailDomain ? { emailDomain: lead.emailDomain } : {}),
        ...(lead.name ? { name: lead.name } : {}),
        ...(lead.company ? { company: lead.company } : {}),
        ...(answer.repId ? { repId: answer.repId } : {}),
      });
      await repos.decisions.insert({ decision, answer: text, ...(expiresAt ? { offerExpiresAt: expiresAt } : {}) });
      await repos.submissions.markDecided(submission.id, revision, decision.leadId);
    });
  } catch (error) {
    if (turn) world.state.books.distrust(turn.poolId);
    throw error;
  }
}

/**
 * Steps 3 to 10: reads, matches, qualifies and routes a captured submission, and records the decision. Two processes that
 * pick the same turn are told apart by the ledger's sequence; the second picks again.
 */
export async function decideLead(
  world: World,
  captured: { readonly submission: Submission; readonly revision: number },
  steps: Steps,
): Promise<DecidedAnswer> {
  const { submission, revision } = captured;
  const known = understand(world, submission, steps);
  const leadId = newId("lead", world.random);
  for (let attempt = 0; ; attempt++) {
    await world.state.books.refresh(world.store);
    const answer = await routeLead(world, known);
    const turn = takeTurn(world, answer, leadId, known.now);
    steps.mark("route");
    const id: DecisionId = newId("dec", world.random);
    const expiresAt = answer.outcome === "offered" ? offerExpiry(world) : null;
    const { lead, verdict, match, live, now } = known;
    const draft = { id, leadId, decidedAt: now, setupVersionId: live.versionId, lead, verdict, match, route: answer };
    const text = answerText(world, submission.id, { ...draft, steps: [] }, expiresAt);
    steps.mark("slots");
    try {
      await record(world, { submission, revision, decision: { ...draft, steps: [...steps.list] }, turn, text, expiresAt });
      steps.mark("record");
      world.meter.submission(answer.outcome);
      return { outcome: answer.outcome, text };
    } catch (error) {
      if (!(error instanceof TurnTaken) || attempt >= turnAttempts) throw error;
    }
  }
}
