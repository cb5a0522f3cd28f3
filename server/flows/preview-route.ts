import type { Submission } from "../core/lead/lead.ts";
import { routeLead, understandLead } from "./route-lead.ts";
import { startSteps } from "./steps.ts";
import type { World } from "./world.ts";

/** Where a submission would go now, and why; writes nothing and takes no turn. */
export async function previewRoute(world: World, submission: Submission) {
  const known = understandLead(world, submission, startSteps(world.stopwatch));
  const { lead, verdict, match, live } = known;
  return routeLead(world, known, (route) => ({
    setupVersion: { id: live.versionId, hash: live.hash },
    lead,
    verdict,
    match,
    route,
  }));
}
