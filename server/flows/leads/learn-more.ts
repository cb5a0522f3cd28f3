import type { Enrichment } from "../../core/enrich/claim.ts";
import { base64url } from "../../core/id.ts";
import type { Submission } from "../../core/lead/lead.ts";
import { judgeSpam } from "../../core/qualify/spam/judge-spam.ts";
import type { SpamJudgement, SpamSettings } from "../../core/qualify/spam/spam-settings.ts";
import type { Subject } from "../../core/route/subject.ts";
import type { World } from "../world.ts";
import { type Enriched, enrichLead } from "./enrich-lead.ts";
import { type Known, qualifyKnown, understandLead } from "./route-lead.ts";
import type { Steps } from "./steps.ts";
import type { Solved } from "./use-puzzle.ts";

/** What sources said of a lead, and whether it is real. */
export interface Learned {
  readonly subject: Pick<Subject, "facts" | "spam">;
  readonly enrichment?: Enrichment;
  /** What comes too late for the decision. */
  readonly late?: Enriched["late"];
  /** The puzzle that the page solved, to be used in the unit that decides. */
  readonly solved?: Solved;
}

interface Learning {
  readonly submission: Submission;
  readonly steps?: Steps;
  /** A person said that it is no spam. */
  readonly released?: boolean;
  /** Nothing is counted or kept: the lead is only imagined. */
  readonly dry?: true;
}

/** Whether a setup asks for more than a submission and memory say. */
export const wantsMore = ({ live: { setup } }: Known): boolean => setup.enrich !== undefined || setup.spam !== undefined;

/** Steps 4 and 5 for a setup that enriches or judges: asks the sources, tells spam from leads, and qualifies with what that said. */
export async function learnMore(world: World, known: Known, { submission, steps, released, dry }: Learning): Promise<Known> {
  const { live, lead, match, now } = known;
  const { enrich, spam: settings } = live.setup;
  const ip = ipOf(submission.client);
  const isDry = dry ? { dry } : {};
  const enriched = enrich ? await enrichLead(world, { settings: enrich, subject: { lead, match, now }, ip, ...isDry }) : null;
  steps?.mark("enrich");
  const facts = enriched ? { facts: enriched.facts } : {};
  const judged = settings && !released ? await judge(world, { known, settings, submission, facts, ...isDry }) : null;
  const spam = judged ? { spam: judged.spam } : {};
  const solved = judged?.solved ? { solved: judged.solved } : {};
  const told = enriched ? { enrichment: enriched.enrichment, late: enriched.late } : {};
  const again = qualifyKnown({ ...known, more: { subject: { ...facts, ...spam }, ...told, ...solved } });
  steps?.mark("qualify");
  return again;
}

/** Another setup became live: what was learned by the one before is kept, because a unit asks nobody. */
export function understandAgain(world: World, submission: Submission, before: Known): Known {
  const { history, more } = before;
  const known = { ...understandLead(world, submission), ...(history ? { history } : {}), ...(more ? { more } : {}) };
  const again = history || more ? qualifyKnown(known) : known;
  return before.isReleased ? asReleased(again) : again;
}

/** A person said that it is no spam, whichever rule says so. */
export function asReleased(known: Known): Known {
  const { verdict } = known;
  return { ...known, isReleased: true, verdict: verdict.kind === "spam" ? { ...verdict, kind: "qualified" } : verdict };
}

/** The address of a client; of an IPv6 customer, the first of those that are all theirs. */
function ipOf(client: string | undefined): string | null {
  return client === undefined || client === "unknown" ? null : client.replace(/::\/64$/, "::");
}

interface Judging {
  readonly known: Known;
  readonly settings: SpamSettings;
  readonly submission: Submission;
  readonly facts: Pick<Subject, "facts">;
  readonly dry?: true;
}

/** The field that the widget of the puzzle adds to its form. */
const puzzleField = "altcha";

const utf8 = (text: string) => new TextEncoder().encode(text);

/** A sender as it is counted: nobody can read an address out of it. */
const senderOf = ({ digests }: World, kind: string, key: string) =>
  base64url(digests.sign(utf8(`rate:${kind}:${key}`)).subarray(0, 12));

interface Judged {
  readonly spam: SpamJudgement;
  readonly solved?: Solved;
}

async function judge(world: World, { known, settings, submission, facts, dry }: Judging): Promise<Judged> {
  const { lead, match, now } = known;
  const { state, puzzle } = world;
  const { filledMs } = submission.visitor;
  const ip = ipOf(submission.client);
  const count = (key: string | undefined, kind: string) =>
    key === undefined ? 0 : dry ? 1 : state.submitRates.note(senderOf(world, kind, key), now);
  const rates = {
    address: count(lead.email, "address"),
    network: count(ip === null ? undefined : submission.client, "network"),
    domain: count(lead.emailDomain, "domain"),
  };
  const answer = submission.form.fields.find(({ name }) => name === puzzleField)?.value;
  const how = { ...(ip === null ? {} : { ip }), ...(filledMs === undefined ? {} : { filledMs }) };
  const evidence = { lead, match, ...facts, ...how, rates };
  if (answer === undefined || dry) return { spam: judgeSpam(evidence, settings) };
  const solved = await puzzle.verify(answer);
  const unsolved = judgeSpam({ ...evidence, puzzle: false }, settings);
  if (solved === null) return { spam: unsolved };
  return { spam: judgeSpam({ ...evidence, puzzle: true }, settings), solved: { ...solved, ifUsed: unsolved } };
}
