import { submissionBody } from "../../contract/public.ts";
import { AppError } from "../../core/errors.ts";
import type { Submission } from "../../core/lead/lead.ts";
import type { IncomingSubmission } from "../../flows/leads/submit-lead.ts";
import { isSubmission } from "./is-submission.ts";
import { firstProblem } from "./parse-body.ts";

const utf8 = new TextDecoder("utf-8", { fatal: true });
const idShape = /^[A-Za-z0-9_-]{16,64}$/;

function readText(bytes: Uint8Array): string | null {
  try {
    return utf8.decode(bytes);
  } catch {
    return null;
  }
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function readId(json: unknown): string | null {
  const id = typeof json === "object" && json !== null && "id" in json ? json.id : null;
  return typeof id === "string" && idShape.test(id) ? id : null;
}

/** Reads the bytes of a submission as far as they can be read; what cannot be is said as the error to answer, never thrown. */
export function readEnvelope(bytes: Uint8Array, tooLarge: boolean): Pick<IncomingSubmission, "id" | "envelope"> {
  if (tooLarge) return { id: null, envelope: new AppError("body_too_large") };
  const text = readText(bytes);
  if (text === null) return { id: null, envelope: new AppError("body_not_text") };
  const json = readJson(text);
  const id = readId(json);
  if (id !== null && isSubmission(json)) return { id, envelope: { id, form: json.form, page: json.page, visitor: json.visitor } };
  const parsed = submissionBody.safeParse(json);
  if (!parsed.success) return { id, envelope: new AppError("body_malformed", firstProblem(parsed.error)) };
  const { form, page, visitor } = parsed.data;
  return { id, envelope: { id: parsed.data.id, form, page, visitor } };
}

/** Reads a stored submission again; null when it never could be read. */
export function readStored(captured: { readonly body: Uint8Array }): Omit<Submission, "receivedAt"> | null {
  const { envelope } = readEnvelope(captured.body, false);
  return envelope instanceof AppError ? null : envelope;
}
