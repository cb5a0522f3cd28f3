import { AppError } from "../../core/errors.ts";
import { type LeadId, newId } from "../../core/id.ts";
import type { Submission } from "../../core/lead/lead.ts";
import { type Instant, instant } from "../../core/time.ts";
import type { World } from "../world.ts";
import { decideLead } from "./decide-lead.ts";
import type { Steps } from "./steps.ts";

/** A body as it arrived; `envelope` is null, with the error to answer, when it could not be read. */
export interface IncomingSubmission {
  readonly body: Uint8Array;
  readonly contentType: string;
  readonly origin: string;
  /** The page's id, when one could be read. */
  readonly id: string | null;
  readonly envelope: Omit<Submission, "receivedAt" | "client"> | AppError;
  /** Who sent it, where the setup asks for that. */
  readonly client?: string;
}

/** How long another request may still be working on a submission before a repeat takes it over. */
const inFlightMs = 30_000;

/** The answer that an earlier body under this id was given, the lead it became, and null before any decision. */
async function earlierAnswer(
  world: World,
  id: string,
  upTo: number,
): Promise<{ readonly text: string; readonly leadId: LeadId } | null> {
  for (let revision = 0; revision <= upTo; revision++) {
    const captured = await world.store.read.submissions.find(id, revision);
    const row = captured?.leadId ? await world.store.read.decisions.findByLead(captured.leadId) : null;
    if (row) return { text: row.answer, leadId: row.decision.leadId };
  }
  return null;
}

/** A repeat that arrives while the first is being decided waits for that one's answer. */
const deciding = new WeakMap<World, Map<string, Promise<string>>>();

function inFlight(world: World): Map<string, Promise<string>> {
  const known = deciding.get(world) ?? new Map<string, Promise<string>>();
  deciding.set(world, known);
  return known;
}

async function capture(world: World, incoming: IncomingSubmission, receivedAt: Instant) {
  const id = incoming.id ?? newId("anon", world.random);
  const captured = await world.store.write((repos) =>
    repos.submissions.capture({
      id,
      receivedAt,
      body: incoming.body,
      contentType: incoming.contentType,
      origin: incoming.origin,
    }),
  );
  return { id, ...captured };
}

/** Step 2 alone: keeps the bytes; the sweeper decides later. For clients that ask too often. */
export async function captureOnly(world: World, incoming: IncomingSubmission): Promise<void> {
  await capture(world, incoming, world.now());
}

/**
 * Steps 2 to 10. The raw bytes are committed before anything else; a body that cannot be read is kept and refused with
 * its error. The same id and body gives the same answer again; the same id with another body is kept as a revision and
 * answered like the first. Returns the answer as JSON text.
 */
export async function submitLead(world: World, incoming: IncomingSubmission, steps: Steps): Promise<string> {
  const receivedAt = world.now();
  const { envelope } = incoming;
  const { id, kind, revision } = await capture(world, incoming, receivedAt);
  steps.mark("capture");
  if (envelope instanceof AppError) {
    await world.store.write((repos) => repos.submissions.markRejected(id, revision, envelope.code));
    world.meter.submission("rejected");
    throw envelope;
  }
  const submission = { ...envelope, id, receivedAt, ...(incoming.client === undefined ? {} : { client: incoming.client }) };
  return answerCaptured(world, { submission, kind, revision }, steps);
}

export interface Captured {
  readonly submission: Submission;
  readonly kind: "created" | "repeat" | "revision";
  readonly revision: number;
}

async function decideOnce(world: World, { submission, kind, revision }: Captured, steps: Steps): Promise<string> {
  if (kind !== "created") {
    const earlier = await earlierAnswer(world, submission.id, revision);
    if (earlier && kind === "revision")
      await world.store.write((repos) => repos.submissions.markDecided(submission.id, revision, earlier.leadId));
    if (earlier) return earlier.text;
  }
  const decided = await decideLead(world, { submission, revision, steps });
  const answer = decided ?? (await earlierAnswer(world, submission.id, revision))?.text;
  if (answer === undefined) throw new TypeError("a decided submission has a decision");
  return answer;
}

/** Decides a captured submission once, whoever asks; repeats of the same id wait for the first. */
export async function answerCaptured(world: World, captured: Captured, steps: Steps): Promise<string> {
  const running = inFlight(world);
  const before = running.get(captured.submission.id);
  const work = before
    ? before.then(() => decideOnce(world, { ...captured, kind: captured.kind === "created" ? "repeat" : captured.kind }, steps))
    : decideOnce(world, captured, steps);
  running.set(captured.submission.id, work);
  try {
    return await work;
  } finally {
    if (running.get(captured.submission.id) === work) running.delete(captured.submission.id);
  }
}

/** When a captured submission counts as left behind, for the sweeper. */
export function leftBehindBefore(now: Instant): Instant {
  return instant(now - inFlightMs);
}
