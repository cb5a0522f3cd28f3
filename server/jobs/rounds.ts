import { instant } from "../core/time.ts";
import { finishUndecided, type ReadStored } from "../flows/finish-undecided.ts";
import { followConnections } from "../flows/follow-connections.ts";
import { followSetup } from "../flows/follow-setup.ts";
import { refreshCalendars } from "../flows/refresh-calendars.ts";
import type { World } from "../flows/world.ts";

const everyMs = 5_000;
const tidyEveryMs = 60_000;
const keepDoneJobsMs = 7 * 86_400_000;

/** Rounds that every process makes: left-behind submissions, calendars that grow old; once a minute holds and jobs that ended. */
export interface Rounds {
  start(): void;
  /** One round now. */
  once(): Promise<void>;
  stop(): Promise<void>;
}

export function createRounds(world: World, readStored: ReadStored): Rounds {
  let timer: NodeJS.Timeout | null = null;
  let current: Promise<void> = Promise.resolve();

  let tidiedAt = Number.NEGATIVE_INFINITY;
  const tidy = async () => {
    const now = world.now();
    if (now < tidiedAt + tidyEveryMs) return;
    tidiedAt = now;
    await world.store.write(async ({ bookings, jobs }) => {
      await bookings.expireHolds(now);
      await jobs.prune(instant(now - keepDoneJobsMs));
    });
  };

  const steps: readonly (() => Promise<unknown>)[] = [
    () => followSetup(world),
    () => followConnections(world),
    () => finishUndecided(world, readStored),
    () => refreshCalendars(world),
    tidy,
  ];

  const once = async () => {
    for (const step of steps) {
      try {
        await step();
      } catch (error) {
        world.log.error({ err: error }, "a round could not be finished");
      }
    }
  };

  const next = () => {
    timer = setTimeout(() => {
      current = once().finally(next);
    }, everyMs);
    timer.unref();
  };

  return {
    start() {
      current = once().finally(next);
    },
    once,
    async stop() {
      await current;
      if (timer) clearTimeout(timer);
    },
  };
}
