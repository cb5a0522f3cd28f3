import { AppError } from "../../core/errors.ts";
import type { LeadId } from "../../core/id.ts";
import { type Instant, instant, minuteMs } from "../../core/time.ts";
import type { World } from "../world.ts";
import { leadClock } from "./lead-clock.ts";
import { placeOf, tellLead } from "./lead-life.ts";

/** A lead's clock stands still from now on; doing it again changes nothing. Throws `not_found`. */
export async function pauseClock(world: World, leadId: LeadId, by: string): Promise<void> {
  const row = await world.store.read.leads.find(leadId);
  if (row === null) throw new AppError("not_found", { leadId });
  if (row.pausedMinutes !== undefined) return;
  const { clock } = await leadClock(world, row);
  const pausedMinutes = clock.elapsed(row.stateAt, world.now());
  await world.store.write(async (repos) => {
    if (await repos.leads.move(leadId, row, placeOf(row, { pausedMinutes })))
      await tellLead(world, repos, { leadId, kind: "clock_paused", by });
  });
}

/** A paused clock goes on from where it stood. Throws `not_found`. */
export async function resumeClock(world: World, leadId: LeadId, by: string): Promise<void> {
  const row = await world.store.read.leads.find(leadId);
  if (row === null) throw new AppError("not_found", { leadId });
  const { pausedMinutes, ...running } = row;
  if (pausedMinutes === undefined) return;
  const { clock } = await leadClock(world, row);
  const now = world.now();
  const stateAt = startFor(pausedMinutes, now, (from) => clock.elapsed(from, now));
  await world.store.write(async (repos) => {
    if (await repos.leads.move(leadId, row, placeOf(running, { stateAt, dueAt: now })))
      await tellLead(world, repos, { leadId, kind: "clock_resumed", by });
  });
}

/** The latest start from which so many working minutes had passed until now, to the minute. */
function startFor(minutes: number, now: Instant, elapsedFrom: (from: Instant) => number): Instant {
  let early = now - 92 * 86_400_000;
  let late: number = now;
  while (late - early > minuteMs) {
    const middle = Math.floor((early + late) / 2);
    if (elapsedFrom(instant(middle)) >= minutes) early = middle;
    else late = middle;
  }
  return instant(early);
}
