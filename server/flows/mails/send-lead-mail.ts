import type { LeadRow } from "../../../db/store/leads.ts";
import type { Repos } from "../../../db/store.ts";
import { isEnded } from "../../core/escalate/lead-state.ts";
import { type LeadId, newId } from "../../core/id.ts";
import { type LeadMailKind, renderLeadMail } from "../../core/notify/render-lead-mail.ts";
import { formatInstant } from "../../core/time.ts";
import type { JobAnswer } from "../job-answer.ts";
import { leadToken } from "../ladders/lead-link.ts";
import type { World } from "../world.ts";

/** A mail about a lead, as its job keeps it. */
export interface LeadMailJob {
  readonly leadId: LeadId;
  /** `rep`, or an address. */
  readonly to: string;
  /** To whom `passed` and `taken` go. */
  readonly formerRepId?: string | undefined;
  readonly kind: LeadMailKind;
  readonly key: string;
  /** Where the lead stood and who had it when the mail was due; absent in jobs of earlier versions. */
  readonly state?: string | undefined;
  readonly repId?: string | undefined;
}

/** Writes a mail about a lead in the unit of its cause, once for its key. */
export async function enqueueLeadMail(world: World, repos: Repos, mail: LeadMailJob): Promise<void> {
  const id = newId("job", world.random);
  // Named so since the first of them, which ladders send.
  await repos.jobs.enqueue({ id, kind: "ladder_mail", uniqueKey: mail.key, payload: { ...mail }, runAt: world.now() });
}

/** Whether it is not true any more: the lead is in another state, or another's, or with the one who is told that it went. */
function isStale(row: LeadRow, { kind, state, repId, formerRepId }: LeadMailJob): boolean {
  if (isEnded(row.state)) return true;
  if (kind === "passed") return row.repId === formerRepId;
  return row.state === "touched" || (state !== undefined && row.state !== state) || (repId !== undefined && row.repId !== repId);
}

/** Sends a mail about a lead, unless it is not true any more. */
export async function sendLeadMail(world: World, job: LeadMailJob): Promise<JobAnswer> {
  const { leadId, to, kind, key } = job;
  const row = await world.store.read.leads.find(leadId);
  if (row === null || isStale(row, job)) return { kind: "done" };
  const { setup, reps } = world.state.setup();
  const rep = reps.get(row.repId ?? "");
  const reader = kind === "passed" || kind === "taken" ? reps.get(job.formerRepId ?? "") : rep;
  if (to === "rep" && reader === undefined) return { kind: "done" };
  const phone = (await world.store.read.decisions.findByLead(leadId))?.decision.lead.phone;
  const words = renderLeadMail({
    kind,
    lead: { ...row, ...(phone === undefined ? {} : { phone }) },
    rep: rep?.name ?? null,
    state: row.state,
    since: `${formatInstant(row.stateAt).slice(0, 16).replace("T", " ")} UTC`,
    company: setup.company,
    touchUrl:
      rep === undefined || reader !== rep
        ? null
        : `${world.settings.publicUrl}/touch/${leadToken(world.digests, "touch", { leadId, repId: rep.id })}`,
  });
  const address = to === "rep" && reader !== undefined ? { name: reader.name, email: reader.email } : { name: "", email: to };
  const result = await world.mailer.send({ id: key.replaceAll(/[^A-Za-z0-9_-]/g, "."), to: address, ...words });
  if (result.kind === "accepted") return { kind: "done" };
  world.log.warn({ leadId, result: result.kind }, "a mail was not accepted");
  return result.kind === "later" ? { kind: "again", error: result.message } : { kind: "dead", error: result.message };
}
