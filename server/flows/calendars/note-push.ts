import { newId } from "../../core/id.ts";
import { instant } from "../../core/time.ts";
import type { World } from "../world.ts";
import { openWatchToken } from "./watch-token.ts";

/** `changed`: something in the calendar did; `missed`: nobody knows what; `ending`: the watch ends, or has ended. */
export type Push = "changed" | "missed" | "ending";

/**
 * Calls that come within the same second are one job, which runs when that second is over: none that comes while a calendar is
 * being read is taken for seen.
 */
const togetherMs = 1_000;

/** A provider called about a rep's calendar. False when it did not say the word that it was given. */
export async function notePush(world: World, token: string, push: Push): Promise<boolean> {
  const repId = openWatchToken(world.digests, token);
  if (repId === null) return false;
  const runAt = instant((Math.floor(world.now() / togetherMs) + 1) * togetherMs);
  const job = { kind: "sync_calendar", uniqueKey: `sync:${repId}:${push}:${runAt}`, payload: { repId, push }, runAt };
  await world.store.write(({ jobs }) => jobs.enqueue({ id: newId("job", world.random), ...job }));
  world.wakeJobs();
  return true;
}
