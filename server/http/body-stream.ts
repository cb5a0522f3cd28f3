import type { Context } from "hono";
import { AppError } from "../core/errors.ts";
import type { AppEnv } from "./app-env.ts";

/** The body piece by piece, of any size. Throws `body_malformed` when the sender goes away before its end. */
export async function* bodyStream(c: Context<AppEnv>): AsyncGenerator<Uint8Array, void, void> {
  const incoming = c.env?.incoming;
  const source: AsyncIterable<unknown> | null = incoming !== undefined && "on" in incoming ? incoming : c.req.raw.body;
  if (source === null) return;
  try {
    for await (const piece of source) if (piece instanceof Uint8Array) yield piece;
  } catch (cause) {
    throw new AppError("body_malformed", { reason: "It ended early." }, { cause });
  }
}
