import type { LeadRow } from "../../../db/store/leads.ts";
import { chooseFacts } from "../../core/enrich/choose-facts.ts";
import type { Claim } from "../../core/enrich/claim.ts";
import type { EnrichSettings } from "../../core/enrich/enrich-settings.ts";
import type { LeadState } from "../../core/escalate/lead-state.ts";
import type { LeadId } from "../../core/id.ts";
import { qualify } from "../../core/qualify/qualify.ts";
import { sameRoute } from "../../core/receipt/same-route.ts";
import type { Decision } from "../../core/route/decision.ts";
import { instant } from "../../core/time.ts";
import { heldOf } from "../bookings/meeting-attempt.ts";
import type { JobAnswer } from "../job-answer.ts";
import { enqueueLeadMail } from "../mails/send-lead-mail.ts";
import type { World } from "../world.ts";
import { factPolicy } from "./enrich-lead.ts";
import { knownAgain } from "./known-again.ts";
import { reassignLead } from "./reassign-lead.ts";
import { type Known, routeLead } from "./route-lead.ts";

/** How long a visitor who was shown times may choose among them before anything about the offer is changed. */
const choosingMs = 10 * 60_000;

/**
 * The job behind a late answer, where the setup wants it: asks the rules once more with what came. Only a lead that nobody moved since its
 * decision is touched, and only when the answer makes a difference and leads to people; nobody is sent away because of it.
 */
export async function rerouteLate(world: World, leadId: LeadId): Promise<JobAnswer> {
  const { live, row, before } = await stateOf(world, leadId);
  const settings = live.setup.enrich;
  if (settings?.late !== "reroute" || !row || !before) return { kind: "done" };
  if (!asDecided(row, before) || before.verdict.kind === "spam") return { kind: "done" };
  const chosenBy = instant(before.decidedAt + choosingMs);
  if (row.state === "offered" && world.now() < chosenBy)
    return { kind: "again", error: "the visitor may be choosing a time", notBefore: chosenBy };

  const late = await world.store.read.facts.late(leadId);
  const learned = learn(before, settings, late);
  const without = knownOf(world, before, before);
  const withLate = knownOf(world, before, learned);
  const answer = await routeLead(world, withLate);
  if (sameRoute(await routeLead(world, without), answer)) return { kind: "done" };
  if (answer.outcome !== "offered" && answer.outcome !== "fallback") return { kind: "done" };

  const names = [...new Set(late.map(({ name }) => name))].toSorted().join(", ");
  const doing = { by: "late_facts", why: `known by now: ${names}` };
  const heldUntil = await world.store.write(async (repos) => {
    const holds = heldOf(await repos.bookings.listByLead(leadId)).map(({ expiresAt = 0 }) => expiresAt);
    const until = instant(Math.max(0, ...holds));
    if (until > world.now()) return until;
    const decision = await reassignLead(world, repos, {
      row,
      by: "rules",
      doing,
      learned: { ...learned, verdict: withLate.verdict },
    });
    if (decision?.route.repId === undefined) return null;
    const { standInFor, repId } = decision.route;
    await enqueueLeadMail(world, repos, {
      leadId,
      to: "rep",
      kind: "learned",
      key: `ladder:${row.id}:late:${decision.id}`,
      state: "assigned",
      repId: standInFor ?? repId,
    });
    return null;
  });
  if (heldUntil !== null) return { kind: "again", error: "the visitor holds a time", notBefore: heldUntil };
  world.wakeJobs();
  return { kind: "done" };
}

/** States that a decision itself brings a lead to. */
const decidedStates: ReadonlySet<LeadState> = new Set(["offered", "waiting", "assigned", "disqualified", "answered"]);

const asDecided = ({ state, stateAt }: LeadRow, { decidedAt }: Decision) => stateAt === decidedAt && decidedStates.has(state);

async function stateOf(world: World, leadId: LeadId) {
  const row: LeadRow | null = await world.store.read.leads.find(leadId);
  const before = (await world.store.read.decisions.findByLead(leadId))?.decision;
  return { live: world.state.setup(), row, before };
}

type Learned = Pick<Decision, "facts" | "enrichment">;

/** The facts of a decision chosen again among everything that was said by now. */
function learn({ facts: known = {}, enrichment }: Decision, settings: EnrichSettings, late: readonly Claim[]): Learned {
  const before = [...winners(known), ...(enrichment?.others ?? [])];
  const idOf = ({ name, source, at }: Claim) => `${name}\n${source}\n${at}`;
  const said = new Set(before.map(idOf));
  const { facts, others } = chooseFacts([...before, ...late.filter((one) => !said.has(idOf(one)))], factPolicy(settings));
  return { facts, enrichment: { others, sources: enrichment?.sources ?? [] } };
}

/** Facts as the claims that they were; what a list says is no source's claim. */
function winners(facts: NonNullable<Decision["facts"]>): readonly Claim[] {
  return Object.entries(facts).flatMap(([name, { value, source, at, confidence = 1 }]) =>
    typeof value === "object" ? [] : [{ name, value, source, at, confidence }],
  );
}

function knownOf(world: World, before: Decision, learned: Learned): Known {
  const known = knownAgain(world, before, learned);
  const { live, lead, match, now, history, more } = known;
  return { ...known, verdict: qualify(live.router, { lead, match, now, ...(history ? { history } : {}), ...more?.subject }) };
}
