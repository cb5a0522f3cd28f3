import { formatInstant } from "../../core/time.ts";
import type { World } from "../world.ts";

/** What the embedded outbox kept, newest first. */
export async function listMessages(world: World, limit: number) {
  const rows = await world.store.read.messages.list(limit);
  return rows.map(({ createdAt, ...message }) => ({ ...message, createdAt: formatInstant(createdAt) }));
}

/** One kept message, or null. */
export async function findMessage(world: World, id: string) {
  return world.store.read.messages.find(id);
}
