import { instant } from "../../core/time.ts";
import type { JobAnswer } from "../job-answer.ts";
import type { World } from "../world.ts";
import type { Push } from "./note-push.ts";
import { syncCalendars } from "./sync-calendars.ts";

/** Follows a calendar whose provider called. What fails is tried again by the rounds, which know how often to ask. */
export async function syncPushed(
  world: World,
  { repId, push }: { readonly repId: string; readonly push: Push },
): Promise<JobAnswer> {
  if (!world.state.setupOrNull()) return { kind: "done" };
  if (push === "ending") await forgetWatch(world, repId);
  await syncCalendars(world, [repId], push === "missed");
  return { kind: "done" };
}

/** From now on the calendar is asked like any other, and the next sync asks for a new watch. */
async function forgetWatch(world: World, repId: string): Promise<void> {
  const row = await world.store.read.calendarSyncs.find(repId);
  if (!row) return;
  world.state.calendars.noteWatch(repId, 0);
  await world.store.write((repos) => repos.calendarSyncs.put({ ...row, watchAgainAt: instant(0) }));
}
