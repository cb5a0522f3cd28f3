import type { Context } from "hono";
import { AppError } from "../core/errors.ts";
import type { AppEnv } from "./app-env.ts";

/** A sender of a large body may take its time, but not between two pieces. */
const idleMs = 60_000;

const streaming = new WeakSet<object>();

/** Whether a connection is sending a body of any size. */
export const isStreaming = (socket: object): boolean => streaming.has(socket);

/** The body piece by piece, of any size. Throws `body_malformed` when the sender goes away before its end, or sends nothing for a minute. */
export async function* bodyStream(c: Context<AppEnv>): AsyncGenerator<Uint8Array, void, void> {
  const incoming = c.env?.incoming;
  const request = incoming !== undefined && "on" in incoming ? incoming : null;
  const source: AsyncIterable<unknown> | null = request ?? c.req.raw.body;
  if (source === null) return;
  const socket = request?.socket;
  if (socket) streaming.add(socket.setTimeout(idleMs));
  try {
    for await (const piece of source) if (piece instanceof Uint8Array) yield piece;
  } catch (cause) {
    throw new AppError("body_malformed", { reason: "It ended early." }, { cause });
  } finally {
    if (socket) streaming.delete(socket.setTimeout(0));
  }
}
