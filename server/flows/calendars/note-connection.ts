import type { Repos } from "../../../db/store.ts";
import type { Rep } from "../../core/availability/rep.ts";
import type { Connection } from "../../core/connect/connection.ts";
import { newId } from "../../core/id.ts";
import type { CalendarResult } from "../../core/ports/calendar.ts";
import { instant } from "../../core/time.ts";
import type { World } from "../world.ts";

/** A rep is not told again within a day, however often the connection comes and goes. */
const quietMs = 86_400_000;
const operatorWaitMs = 10_000;

/** What a reading says of the rep's connection: lost, which rep and operator are told once, or working again. */
export async function noteConnection(world: World, rep: Rep, result: CalendarResult<unknown>): Promise<void> {
  const lost = !result.ok && result.failure.kind === "auth_lost";
  if (rep.calendar.kind !== "connected") return lost ? noteLostSecret(world, rep) : undefined;
  const known = world.state.connections.of(rep.id);
  if (!known) return;
  if (lost ? known.state === "lost" : !(result.ok && known.state === "lost")) return;
  const row = await world.store.write((repos) => mark(world, repos, { known, lost }));
  if (row) world.state.connections.put(row);
  if (!lost) return;
  world.log.error({ repId: rep.id, connectionId: known.id, provider: known.provider }, "a connected calendar is lost");
  world.wakeJobs();
}

async function mark(
  world: World,
  repos: Repos,
  { known, lost }: { readonly known: Connection; readonly lost: boolean },
): Promise<Connection | null> {
  const { connections, jobs } = repos;
  const now = world.now();
  const changed = lost ? await connections.markLost(known.id, now) : await connections.markOk(known.id, now);
  if (changed && lost && (await connections.markTold(known.id, now, instant(now - quietMs)))) {
    const job = { kind: "connection_lost", uniqueKey: `connection-lost:${known.id}:${now}`, runAt: now };
    await jobs.enqueue({ id: newId("job", world.random), ...job, payload: { connectionId: known.id } });
    await tellOperator(world, repos, known.repId);
  }
  return connections.find(known.id);
}

/** What the setup names is refused: there is nobody but the operator to be told, and that when it began. */
async function noteLostSecret(world: World, rep: Rep): Promise<void> {
  if (world.state.calendars.reading(rep.id)?.failure === "auth_lost") return;
  world.log.error({ repId: rep.id, kind: rep.calendar.kind }, "a calendar of the setup is lost");
  await world.store.write((repos) => tellOperator(world, repos, rep.id));
  world.wakeJobs();
}

async function tellOperator(world: World, { jobs }: Repos, repId: string): Promise<void> {
  if (world.settings.operatorMail === null) return;
  const since = world.now();
  // A little later, when the reading is written that says the same, and often mended by then.
  const runAt = instant(since + operatorWaitMs);
  const job = { kind: "operator_lost", uniqueKey: `operator-lost:${repId}`, payload: { repId, since }, runAt };
  await jobs.enqueue({ id: newId("job", world.random), ...job });
}
