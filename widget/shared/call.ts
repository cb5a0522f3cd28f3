import type { ErrorAnswer } from "../../server/contract/public.ts";

/** A request's end: the answer, the error's code with what it is about, or `unreachable` when there was no answer to read. */
export type Called<Answer> = { readonly answer: Answer } | { readonly code: string; readonly param?: string };

const timeoutMs = 15_000;

/** POSTs JSON as text/plain, so that no preflight is needed. Never rejects. */
export const call = async <Answer>(origin: string, path: string, body: object): Promise<Called<Answer>> => {
  try {
    const response = await fetch(`${origin}${path}`, {
      method: "POST",
      body: JSON.stringify(body),
      credentials: "omit",
      signal: AbortSignal.timeout(timeoutMs),
    });
    const answer = (await response.json()) as Answer & Partial<ErrorAnswer>;
    return response.ok ? { answer } : { code: "", ...answer.error };
  } catch {
    return { code: "unreachable" };
  }
};
