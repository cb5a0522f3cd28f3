import type { Rep } from "../../core/availability/rep.ts";
import { readAccess } from "../../core/connect/access-text.ts";
import type { Connection } from "../../core/connect/connection.ts";
import type { World } from "../world.ts";
import { readCalendars } from "./read-calendars.ts";

const goodbyeMs = 5_000;

/**
 * Forgets the rep's account, secret and all; the rep is out until another one is connected. Watches and the grant itself are
 * ended at the provider where it lets us, but a provider that does not answer keeps nobody connected. False when there was none.
 */
export async function disconnectCalendar(world: World, rep: Rep): Promise<boolean> {
  const known = await world.store.read.connections.findByRep(rep.id);
  if (known) await sayGoodbye(world, rep, known);
  const removed = await world.store.write(async ({ connections, calendarSyncs }) => {
    await calendarSyncs.remove(rep.id);
    return connections.remove(rep.id);
  });
  world.state.connections.remove(rep.id);
  world.state.calendars.noteWatch(rep.id, 0);
  await readCalendars(world, [rep.id]);
  return removed;
}

async function sayGoodbye(world: World, rep: Rep, connection: Connection): Promise<void> {
  const sync = await world.store.read.calendarSyncs.find(rep.id);
  if (sync && sync.watches.length > 0) {
    const ended = await world.calendars.open(rep).unwatch?.(sync.watches, goodbyeMs);
    if (ended?.ok === false)
      world.log.info({ repId: rep.id, failure: ended.failure.kind }, "watches were left to end by themselves");
  }
  const text = world.vault.open(connection, connection.sealed);
  const access = text === null ? null : readAccess(text);
  const { provider } = connection;
  if (access?.kind !== "tokens" || (provider !== "google" && provider !== "microsoft")) return;
  const revoked = await world.signIn.revoke(provider, access.refreshToken);
  if (!revoked.ok)
    world.log.warn({ repId: rep.id, failure: revoked.failure.kind }, "a grant could not be revoked at its provider");
}
