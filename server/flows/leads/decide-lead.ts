import type { LeadRow } from "../../../db/store/leads.ts";
import type { Repos } from "../../../db/store.ts";
import { AppError } from "../../core/errors.ts";
import { firstState } from "../../core/escalate/first-state.ts";
import { type LeadId, newTimedId } from "../../core/id.ts";
import type { Submission } from "../../core/lead/lead.ts";
import type { Decision, RouteAnswer } from "../../core/route/decision.ts";
import type { Instant } from "../../core/time.ts";
import type { Turn } from "../../state/pool-books.ts";
import { enqueueMeetingLink } from "../bookings/booking-jobs.ts";
import type { World } from "../world.ts";
import { decisionOf } from "./decision-of.ts";
import { keepLate } from "./enrich-lead.ts";
import { asReleased, learnMore, understandAgain, wantsMore } from "./learn-more.ts";
import { lookBack } from "./look-back.ts";
import { offerExpiry, offeredType, offerText } from "./make-offer.ts";
import { enqueueQueueAlerts } from "./queue-alerts.ts";
import { type Known, mayReadAgain, type Routed, readStale, routeInTurn, understandLead } from "./route-lead.ts";
import type { Steps } from "./steps.ts";
import { takeTurns } from "./take-turns.ts";
import { usePuzzle } from "./use-puzzle.ts";

/** An offer of a pool's rep is a turn. */
export function offeredTurn({ repId: offered, standInFor }: RouteAnswer, leadId: LeadId, at: Instant): readonly Turn[] {
  const repId = standInFor ?? offered;
  return repId ? [{ repId, kind: "offered", turns: 1, leadId, at }] : [];
}

interface Told {
  readonly submissionId: string;
  readonly decision: Omit<Decision, "steps">;
  readonly expiresAt: Instant | null;
}

/** The answer on the wire, as JSON text. */
export function answerText(world: World, { submissionId, decision, expiresAt }: Told): string {
  const { outcome, url, text, talkNow } = decision.route;
  const base = { submissionId, leadId: decision.leadId, outcome };
  if (expiresAt) {
    const head = JSON.stringify(talkNow ? { ...base, talkNow } : base);
    return `${head.slice(0, -1)},"offer":${offerText(world, { decision, type: offeredType(world, decision) }, expiresAt)}}`;
  }
  if (outcome === "redirect") return JSON.stringify({ ...base, url });
  return JSON.stringify({ ...base, text: text ?? "" });
}

function leadRow({ leadId, decidedAt, lead, verdict, route: answer }: Decision, submissionId: string): LeadRow {
  const owner = answer.standInFor ?? answer.repId;
  const row: { -readonly [K in keyof LeadRow]: LeadRow[K] } = {
    id: leadId,
    submissionId,
    createdAt: decidedAt,
    // Told apart from leads that merely do not qualify, so that a person can look through them.
    outcome: verdict.kind === "spam" ? "spam" : answer.outcome,
    ...firstState(answer.outcome, decidedAt),
  };
  if (lead.email) row.email = lead.email;
  if (lead.emailDomain) row.emailDomain = lead.emailDomain;
  if (lead.name) row.name = lead.name;
  if (lead.company) row.company = lead.company;
  if (owner) row.repId = owner;
  if (answer.poolId) row.poolId = answer.poolId;
  if (answer.ruleId) row.ruleId = answer.ruleId;
  return row;
}

interface Deciding {
  readonly submission: Submission;
  readonly revision: number;
  readonly steps: Steps;
  /** A lead that was held back as spam and is decided again because this person said so. */
  readonly released?: { readonly leadId: LeadId; readonly by: string };
}

/** Throws `lead_not_held` when somebody released it a moment before. */
async function release(repos: Repos, decision: Decision): Promise<void> {
  const { outcome, ...to } = leadRow(decision, "");
  if (!(await repos.leads.release(decision.leadId, { outcome, ...to }))) throw new AppError("lead_not_held");
}

interface Recorded {
  readonly leadId: LeadId;
  readonly wire: string;
}

/**
 * Records decision, turn and answer inside the unit that routed. Null when the submission has been decided meanwhile, and
 * undefined when another setup became live since the route was found: the answer is made of what is live.
 */
async function record(world: World, repos: Repos, deciding: Deciding & Known & Routed): Promise<Recorded | null | undefined> {
  const { submission, revision, steps, released, live, now, history, answer } = deciding;
  if (live !== world.state.setup()) return undefined;
  const leadId = released?.leadId ?? newTimedId("lead", world.random, now);
  const expiresAt = answer.outcome === "offered" ? offerExpiry(world) : null;
  const routed = decisionOf({ id: newTimedId("dec", world.random, now), leadId }, deciding, answer);
  const decided = released ? { ...routed, releasedBy: released.by } : routed;
  const wire = answerText(world, { submissionId: submission.id, decision: decided, expiresAt });
  steps.mark("slots");
  // Up to here nothing was awaited, so that the setup is the one that routed.
  if (!released && !(await repos.submissions.markDecided(submission.id, revision, leadId))) return null;
  const decision: Decision = { ...decided, steps: [...steps.list] };
  const owner = answer.standInFor ?? answer.repId;
  if (owner) world.state.standing.took(owner, now);
  await takeTurns(world, repos, {
    poolId: answer.poolId,
    turns: offeredTurn(answer, leadId, now),
    asked: answer.turns.find(({ poolId }) => poolId === answer.poolId),
    type: live.meetingTypes.get(answer.meetingTypeId ?? ""),
  });
  if (answer.keptBack === "meeting") await enqueueMeetingLink(world, repos, history?.openBookingId);
  if (answer.queue) await enqueueQueueAlerts(world, repos, decision);
  if (released) await release(repos, decision);
  else await repos.leads.insert(leadRow(decision, submission.id));
  await repos.decisions.insert({ decision, answer: wire, ...(expiresAt ? { offerExpiresAt: expiresAt } : {}) });
  return { leadId, wire };
}

/**
 * Steps 3 to 10: reads, matches, qualifies and routes a captured submission, and records decision, turn and answer as one
 * unit. Returns the answer as JSON text, or null when another process was first and has recorded one.
 */
export async function decideLead(world: World, deciding: Deciding): Promise<string | null> {
  const { submission, steps } = deciding;
  let known = understandLead(world, submission, steps);
  if (known.live.looksBack !== null) known = await lookBack(world, known);
  const released = deciding.released !== undefined;
  if (wantsMore(known)) known = await learnMore(world, known, { submission, steps, released });
  if (released) known = asReleased(known);
  const understand = () => {
    if (known.live !== world.state.setup()) known = understandAgain(world, submission, known);
    return known;
  };
  for (let round = 0; ; round++) {
    const { recorded, answer, stale, more } = await world.store.write(async (repos) => {
      steps.mark("wait");
      const solved = known.more?.solved;
      if (solved) known = await usePuzzle(repos, known, { solved, submissionId: submission.id });
      const routed = await routeInTurn(world, repos, understand);
      steps.mark("route");
      const recorded = mayReadAgain(routed.stale, round) ? undefined : await record(world, repos, { ...deciding, ...routed });
      return { ...routed, recorded };
    });
    if (recorded === undefined) {
      await readStale(world, stale);
      continue;
    }
    steps.mark("record");
    if (answer.queue || answer.keptBack) world.wakeJobs();
    if (recorded === null) return null;
    world.meter.submission(answer.outcome);
    if (more?.late) void keepLate(world, recorded.leadId, more.late);
    return recorded.wire;
  }
}
