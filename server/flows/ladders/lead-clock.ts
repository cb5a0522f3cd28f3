import type { LeadRow } from "../../../db/store/leads.ts";
import { type Ladder, ladderOf } from "../../core/escalate/ladder.ts";
import { type WorkingClock, workingClock } from "../../core/escalate/working-clock.ts";
import type { HolidayPlace } from "../../core/ports/holidays.ts";
import type { LocalDate } from "../../core/time.ts";
import type { World } from "../world.ts";

/** The ladder of a lead and the clock that it runs on; without a ladder every minute counts. */
export interface LeadClock {
  readonly ladder: Ladder | null;
  readonly clock: WorkingClock;
}

const always = { clock: "always", timeZone: "UTC" } as const;

/** Finds a lead's ladder and starts its clock, with the holidays of this year and the next. */
export async function leadClock(world: World, { repId, poolId }: Pick<LeadRow, "repId" | "poolId">): Promise<LeadClock> {
  const { setup, reps } = world.state.setup();
  const ladder = ladderOf(setup.ladders ?? [], poolId);
  const rep = reps.get(repId ?? "");
  const teamHolidays = await holidaysOf(world, setup.company.holidays);
  const repHolidays = rep?.holidays === undefined ? teamHolidays : await holidaysOf(world, rep.holidays);
  const parts = { ladder: ladder ?? always, repHolidays, teamHolidays };
  return { ladder, clock: workingClock(rep === undefined ? parts : { ...parts, rep }) };
}

async function holidaysOf(world: World, place: HolidayPlace | undefined): Promise<readonly LocalDate[]> {
  if (place === undefined) return [];
  const year = new Date(world.now()).getUTCFullYear();
  return [...(await world.holidays(place, year)), ...(await world.holidays(place, year + 1))];
}
