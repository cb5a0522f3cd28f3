import { emit } from "./events.ts";
import type { Field } from "./fields.ts";
import { keep } from "./keep.ts";
import { type Sent, send } from "./send.ts";
import { createSubmission } from "./submission.ts";

/** The same values from a page within this time are one submission: a double click, or a script that submits again. */
const sameWithinMs = 30_000;

export interface Started {
  readonly id: string;
  readonly sent: Promise<Sent>;
}

let last: (Started & { readonly key: string; readonly at: number }) | null = null;

/** Sends the values, unless the same ones were just sent. */
export const start = (fields: readonly Field[], form: HTMLFormElement | null): Started => {
  const key = JSON.stringify(fields);
  if (last?.key === key && Date.now() - last.at < sameWithinMs) return last;
  const submission = createSubmission(fields, form);
  keep(submission);
  last = { id: submission.id, sent: send(submission), key, at: Date.now() };
  emit("submitted", { submissionId: last.id });
  return last;
};
