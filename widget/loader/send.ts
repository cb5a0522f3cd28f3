import type { SubmissionAnswer } from "../../server/contract/public.ts";
import type { ErrorReason } from "./api.ts";
import { acknowledge } from "./keep.ts";
import { apiOrigin } from "./script-tag.ts";
import type { Submission } from "./submission.ts";

export type Sent = { readonly answer: SubmissionAnswer } | { readonly failed: ErrorReason };

/** The page's scripts may wrap fetch later; this is the one that was there first. */
const nativeFetch = window.fetch.bind(window);
const retryAfterMs = 700;
const outcomes = /^(offered|redirect|message|disqualified|fallback)$/;

export const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const isAnswer = (value: unknown): value is SubmissionAnswer => {
  if (typeof value !== "object" || value === null) return false;
  const { outcome, offer } = value as { outcome: unknown; offer?: { meetingType?: unknown; times?: { deltas?: unknown } } };
  return (
    outcomes.test(String(outcome)) && (outcome !== "offered" || (!!offer?.meetingType && Array.isArray(offer.times?.deltas)))
  );
};

const post = async (submission: Submission): Promise<Sent & { readonly again?: boolean }> => {
  let response: Response;
  try {
    response = await nativeFetch(`${apiOrigin}/v1/submissions`, {
      method: "POST",
      body: submission.body,
      keepalive: true,
      credentials: "omit",
    });
  } catch {
    return { failed: "unreachable", again: true };
  }
  const again = response.status >= 500 || response.status === 429 || response.status === 408;
  const answer: unknown = await response.json().catch(() => null);
  if (!isAnswer(answer) || !response.ok) {
    // A refusal that will never change is an acknowledgement too: sending the same again is of no use.
    if (!again && response.status >= 400) acknowledge(submission.id);
    return { failed: "bad_answer", again };
  }
  acknowledge(submission.id);
  return { answer };
};

/** Sends a submission, and once more with the same id when the first try failed. Never rejects. */
export const send = async (submission: Submission): Promise<Sent> => {
  const first = await post(submission);
  if (!first.again) return first;
  await wait(retryAfterMs);
  return post(submission);
};

/** Never from the cache: the answer also says that the server is there, and the connection is open for what follows. */
export const get = async (path: string): Promise<unknown> => {
  const response = await nativeFetch(`${apiOrigin}${path}`, { credentials: "omit", cache: "no-store" });
  if (!response.ok) throw new Error(`${path} ${response.status}`);
  return response.json();
};
