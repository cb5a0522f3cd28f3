import { base64url } from "../../core/id.ts";
import { instant } from "../../core/time.ts";
import { rateWindowMs } from "../../state/submit-rates.ts";
import type { World } from "../world.ts";

/** Clocks of processes may differ by so much, and a unit may take so long; what is heard twice counts once. */
const overlapMs = 10_000;

/**
 * Tells other processes how often senders were seen here, and hears how often elsewhere. A new process hears of the whole last hour, its own
 * earlier life included. Without rules on spam nothing is told or asked. Returns how many counts were heard.
 */
export function createRateSharer({ store, state, now, random }: World): () => Promise<number> {
  const process = base64url(random(12));
  let heardAt = Number.NEGATIVE_INFINITY;
  return async () => {
    if (!state.setupOrNull()?.setup.spam) return 0;
    const at = now();
    const counts = state.submitRates.take();
    if (counts.length > 0)
      await store.write((repos) => repos.submitCounts.put(counts.map((one) => ({ process, ...one, updatedAt: at }))));
    const since = Math.max(heardAt - overlapMs, at - rateWindowMs);
    const heard = await store.read.submitCounts.ofOthers(process, instant(since));
    state.submitRates.hear(heard, at);
    heardAt = at;
    return heard.length;
  };
}

/** Forgets what is too old to count, and puzzles that are too old to be used. */
export function pruneRates({ store, now }: Pick<World, "store" | "now">): Promise<void> {
  return store.write(async (repos) => {
    await repos.submitCounts.prune(instant(now() - rateWindowMs));
    await repos.usedPuzzles.prune(now());
  });
}
