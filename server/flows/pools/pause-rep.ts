import type { PauseRow } from "../../../db/store/reps.ts";
import { AppError } from "../../core/errors.ts";
import type { Instant } from "../../core/time.ts";
import type { World } from "../world.ts";
import { followStanding } from "./follow-standing.ts";

/** Lets a rep take no new leads, until an instant or until resumed; meetings and offers that there are stay. Throws `not_found`. */
export async function pauseRep(
  world: World,
  pause: { readonly repId: string; readonly untilAt?: Instant; readonly by: string },
): Promise<PauseRow> {
  const { repId, untilAt, by } = pause;
  if (!world.state.setup().reps.has(repId)) throw new AppError("not_found", { repId });
  if (untilAt !== undefined && untilAt <= world.now())
    throw new AppError("time_invalid", { param: "until", reason: "It is over." });
  const row = { repId, pausedAt: world.now(), by, ...(untilAt === undefined ? {} : { untilAt }) };
  await world.store.write(({ pauses }) => pauses.put(row));
  await followStanding(world);
  return row;
}

/** Ends a pause; ending none changes nothing. Throws `not_found` for an unknown rep. */
export async function resumeRep(world: World, repId: string): Promise<void> {
  if (!world.state.setup().reps.has(repId)) throw new AppError("not_found", { repId });
  await world.store.write(({ pauses }) => pauses.remove(repId));
  await followStanding(world);
}
