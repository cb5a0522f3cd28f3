import type { Context } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";

export interface GraphRefusal {
  readonly status: ContentfulStatusCode;
  readonly code: string;
  readonly message?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What the fake's code throws to be answered as Graph answers errors. */
export class Refusal extends Error {
  readonly answer: GraphRefusal;

  constructor(answer: GraphRefusal) {
    super(answer.code);
    this.answer = answer;
  }
}

/** The shape of Graph's errors. The message names somebody, so that a test sees when it is passed on. */
export function graphError(c: Context, { status, code, message, headers }: GraphRefusal): Response {
  const said = message ?? `The request of ada@contoso.example was refused: ${code}`;
  const innerError = { date: "2026-06-01T12:00:00", "request-id": crypto.randomUUID(), "client-request-id": crypto.randomUUID() };
  return c.json({ error: { code, message: said, innerError } }, status, headers);
}
