import type { Rep } from "../core/availability/rep.ts";
import { newId } from "../core/id.ts";
import type { CalendarResult } from "../core/ports/calendar.ts";
import { instant } from "../core/time.ts";
import type { World } from "./world.ts";

/** A rep is not told again within a day, however often the connection comes and goes. */
const quietMs = 86_400_000;

/** What a reading says of the rep's connection: lost, which the rep is told once, or working again. */
export async function noteConnection(world: World, rep: Rep, result: CalendarResult<unknown>): Promise<void> {
  const known = rep.calendar.kind === "connected" ? world.state.connections.of(rep.id) : null;
  if (!known) return;
  const lost = !result.ok && result.failure.kind === "auth_lost";
  if (lost ? known.state === "lost" : !(result.ok && known.state === "lost")) return;
  const now = world.now();
  const row = await world.store.write(async ({ connections, jobs }) => {
    const changed = lost ? await connections.markLost(known.id, now) : await connections.markOk(known.id, now);
    if (changed && lost && (await connections.markTold(known.id, now, instant(now - quietMs)))) {
      const job = { kind: "connection_lost", uniqueKey: `connection-lost:${known.id}:${now}`, runAt: now };
      await jobs.enqueue({ id: newId("job", world.random), ...job, payload: { connectionId: known.id } });
    }
    return connections.find(known.id);
  });
  if (row) world.state.connections.put(row);
  if (!lost) return;
  world.log.error({ repId: rep.id, connectionId: known.id, provider: known.provider }, "a connected calendar is lost");
  world.wakeJobs();
}
