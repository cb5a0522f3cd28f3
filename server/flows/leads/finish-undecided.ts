import type { CapturedSubmission } from "../../../db/store/submissions.ts";
import type { Submission } from "../../core/lead/lead.ts";
import type { World } from "../world.ts";
import { startSteps } from "./steps.ts";
import { answerCaptured, leftBehindBefore } from "./submit-lead.ts";

/** Reads a stored body again; null when it never could be read. Handed in because the wire's schema belongs to the door. */
export type ReadStored = (captured: CapturedSubmission) => Omit<Submission, "receivedAt"> | null;

/**
 * Finishes submissions that were captured but have no decision, because the process died or the setup was missing.
 * Returns how many there were: a number that should be zero.
 */
export async function finishUndecided(world: World, readStored: ReadStored): Promise<number> {
  if (!world.state.setupOrNull()) return 0;
  const rows = await world.store.read.submissions.undecided(leftBehindBefore(world.now()), 100);
  for (const row of rows) {
    const envelope = readStored(row);
    if (envelope) {
      const submission = { ...envelope, id: row.id, receivedAt: row.receivedAt };
      await answerCaptured(world, { submission, kind: "repeat", revision: row.revision }, startSteps(world.stopwatch));
    } else {
      await world.store.write((repos) => repos.submissions.markRejected(row.id, row.revision, "body_malformed"));
    }
    world.log.warn({ submissionId: row.id }, "a submission left behind was finished");
  }
  return rows.length;
}
