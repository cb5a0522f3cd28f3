import type { ConnectionId } from "../../core/id.ts";
import { renderConnectionLost } from "../../core/notify/render-connection-lost.ts";
import { connectLink } from "../calendars/connect-link.ts";
import type { JobAnswer } from "../job-answer.ts";
import type { World } from "../world.ts";

/** Tells the rep that the connected calendar is lost, with a fresh link; not when it works again meanwhile. */
export async function sendConnectionLost(world: World, connectionId: ConnectionId): Promise<JobAnswer> {
  const connection = await world.store.read.connections.find(connectionId);
  const live = world.state.setup();
  const rep = connection?.state === "lost" ? live.reps.get(connection.repId) : undefined;
  if (!connection || !rep) return { kind: "done" };
  const words = renderConnectionLost({
    rep,
    account: connection.account,
    company: live.setup.company,
    url: connectLink(world, { repId: rep.id }).url,
  });
  const id = `${connection.id}.${connection.lostSince ?? 0}.lost`;
  const result = await world.mailer.send({ id, to: { name: rep.name, email: rep.email }, ...words });
  if (result.kind === "accepted") return { kind: "done" };
  world.log.warn({ connectionId, result: result.kind }, "a mail was not accepted");
  return result.kind === "later" ? { kind: "again", error: result.message } : { kind: "dead", error: result.message };
}
