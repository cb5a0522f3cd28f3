import { AppError } from "../../core/errors.ts";
import type { LeadId } from "../../core/id.ts";
import type { World } from "../world.ts";
import { decideLead } from "./decide-lead.ts";
import type { ReadStored } from "./finish-undecided.ts";
import { startSteps } from "./steps.ts";

export interface ReleaseAsk {
  readonly leadId: LeadId;
  readonly by: string;
  readonly readStored: ReadStored;
}

/** What became of a lead that was let go. */
export interface Released {
  readonly outcome: string;
  readonly repId: string | null;
}

/**
 * A person says that a lead which was held back is no spam: it is decided like any other, by the live setup, and keeps both decisions. The
 * page that sent it is long gone, so what it was answered is for whoever gets in touch. Throws `not_found`, `lead_not_held`.
 */
export async function releaseLead(world: World, { leadId, by, readStored }: ReleaseAsk): Promise<Released> {
  const lead = await world.store.read.leads.find(leadId);
  const row = await world.store.read.decisions.findByLead(leadId);
  if (!lead || !row) throw new AppError("not_found");
  if (row.decision.verdict.kind !== "spam") throw new AppError("lead_not_held");
  const captured = await capturedOf(world, lead.submissionId, leadId);
  const envelope = captured && readStored(captured);
  if (!captured || !envelope) throw new AppError("not_found");
  const submission = { ...envelope, id: captured.id, receivedAt: captured.receivedAt };
  const steps = startSteps(world.stopwatch);
  await decideLead(world, { submission, revision: captured.revision, steps, released: { leadId, by } });
  const after = await world.store.read.leads.find(leadId);
  return { outcome: after?.outcome ?? lead.outcome, repId: after?.repId ?? null };
}

/** The body that the lead was made of; later ones under the same id were answered like it. */
async function capturedOf(world: World, submissionId: string, leadId: LeadId) {
  for (let revision = 0; ; revision++) {
    const captured = await world.store.read.submissions.find(submissionId, revision);
    if (captured === null || captured.leadId === leadId) return captured;
  }
}
