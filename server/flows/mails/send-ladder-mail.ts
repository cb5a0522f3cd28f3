import { isEnded } from "../../core/escalate/lead-state.ts";
import type { LeadId } from "../../core/id.ts";
import { type LadderMailKind, renderLadderMail } from "../../core/notify/render-ladder-mail.ts";
import { formatInstant } from "../../core/time.ts";
import type { JobAnswer } from "../job-answer.ts";
import { leadToken } from "../ladders/lead-link.ts";
import type { World } from "../world.ts";

export interface LadderMailJob {
  readonly leadId: LeadId;
  /** `rep`, or an address. */
  readonly to: string;
  /** To whom `passed` and `taken` go. */
  readonly formerRepId?: string | undefined;
  readonly kind: LadderMailKind;
  readonly key: string;
  /** Where the lead stood and who had it when the mail was due; absent in jobs of earlier versions. */
  readonly state?: string | undefined;
  readonly repId?: string | undefined;
}

/** Sends a mail about a lead; none any more when the lead is in another state, or another's, meanwhile. */
export async function sendLadderMail(world: World, job: LadderMailJob): Promise<JobAnswer> {
  const { leadId, to, kind, key, state, repId } = job;
  const row = await world.store.read.leads.find(leadId);
  if (row === null || isEnded(row.state) || row.state === "touched") return { kind: "done" };
  if ((state !== undefined && row.state !== state) || (repId !== undefined && row.repId !== repId)) return { kind: "done" };
  const { setup, reps } = world.state.setup();
  const rep = reps.get(row.repId ?? "");
  const reader = kind === "passed" || kind === "taken" ? reps.get(job.formerRepId ?? "") : rep;
  if (to === "rep" && reader === undefined) return { kind: "done" };
  const phone = (await world.store.read.decisions.findByLead(leadId))?.decision.lead.phone;
  const words = renderLadderMail({
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
