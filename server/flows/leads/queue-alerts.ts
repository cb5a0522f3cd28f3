import type { Repos } from "../../../db/store.ts";
import { type LeadId, newId } from "../../core/id.ts";
import { renderQueueAlert } from "../../core/notify/render-queue-alert.ts";
import type { Decision } from "../../core/route/decision.ts";
import type { JobAnswer } from "../job-answer.ts";
import type { World } from "../world.ts";

/** Writes the alerts of a queued lead in the unit of its decision: a job an address, so that a retry mails nobody twice. */
export async function enqueueQueueAlerts(world: World, repos: Repos, { leadId, route }: Decision): Promise<void> {
  for (const address of route.queue?.alert ?? []) {
    const job = { kind: "queue_alert", uniqueKey: `queue-alert:${leadId}:${address}`, runAt: world.now() };
    await repos.jobs.enqueue({ id: newId("job", world.random), ...job, payload: { leadId, address } });
  }
}

/** Tells one address that a lead waits. */
export async function sendQueueAlert(
  world: World,
  { leadId, address }: { readonly leadId: LeadId; readonly address: string },
): Promise<JobAnswer> {
  const row = await world.store.read.decisions.findByLead(leadId);
  const queue = row?.decision.route.queue;
  if (!row || !queue) return { kind: "done" };
  const words = renderQueueAlert({
    lead: row.decision.lead,
    queueId: queue.id,
    company: world.state.setup().setup.company,
    url: `${world.settings.publicUrl}/admin/leads/${leadId}`,
  });
  const result = await world.mailer.send({ id: `${leadId}.${address}.queue`, to: { name: "", email: address }, ...words });
  if (result.kind === "accepted") return { kind: "done" };
  world.log.warn({ leadId, result: result.kind }, "a mail was not accepted");
  return result.kind === "later" ? { kind: "again", error: result.message } : { kind: "dead", error: result.message };
}
