import { instant } from "../core/time.ts";
import { followAccounts } from "../flows/accounts/follow-accounts.ts";
import { completeMeetings } from "../flows/bookings/complete-meetings.ts";
import { expireHolds } from "../flows/bookings/expire-holds.ts";
import { createBookingFollower } from "../flows/bookings/follow-bookings.ts";
import { followConnections } from "../flows/calendars/follow-connections.ts";
import { createReadingFollower } from "../flows/calendars/follow-readings.ts";
import { refreshCalendars } from "../flows/calendars/refresh-calendars.ts";
import { escalateLeads } from "../flows/ladders/escalate-leads.ts";
import { pruneFacts } from "../flows/leads/enrich-lead.ts";
import { finishUndecided, type ReadStored } from "../flows/leads/finish-undecided.ts";
import { createRateSharer, pruneRates } from "../flows/leads/share-rates.ts";
import { followStanding } from "../flows/pools/follow-standing.ts";
import { followSetup } from "../flows/setup/follow-setup.ts";
import { planLearning } from "../flows/setup/plan-learning.ts";
import type { World } from "../flows/world.ts";

const everyMs = 5_000;
const followEveryMs = 2_000;
const tidyEveryMs = 60_000;
const keepDoneJobsMs = 7 * 86_400_000;
/** Other processes hear of what was removed within seconds; one that hung for a day must be started again anyway. */
const keepRemovedMs = 86_400_000;

/**
 * Rounds that every process makes: what others changed, submissions that were left behind, calendars that grow old, and once
 * a minute meetings and jobs that ended.
 */
export interface Rounds {
  start(): void;
  /** One round now. */
  once(): Promise<void>;
  stop(): Promise<void>;
}

export function createRounds(world: World, readStored: ReadStored): Rounds {
  let tidiedAt = Number.NEGATIVE_INFINITY;
  const tidy = async () => {
    const now = world.now();
    if (now < tidiedAt + tidyEveryMs) return;
    tidiedAt = now;
    if (world.state.setupOrNull()?.setup.enrich) await pruneFacts(world);
    if (world.state.setupOrNull()?.setup.spam) await pruneRates(world);
    await world.store.write(async ({ jobs, accounts, contacts }) => {
      await jobs.prune(instant(now - keepDoneJobsMs));
      await accounts.forgetRemoved(instant(now - keepRemovedMs));
      await contacts.forgetRemoved(instant(now - keepRemovedMs));
    });
    await completeMeetings(world);
    await planLearning(world);
  };

  const follows: readonly (() => Promise<unknown>)[] = [
    () => followSetup(world),
    () => followConnections(world),
    () => followAccounts(world),
    () => followStanding(world),
    createRateSharer(world),
    createBookingFollower(world),
    createReadingFollower(world),
  ];
  const steps: readonly (() => Promise<unknown>)[] = [
    () => finishUndecided(world, readStored),
    () => escalateLeads(world),
    () => refreshCalendars(world),
    () => expireHolds(world),
    tidy,
  ];

  const runAll = async (all: readonly (() => Promise<unknown>)[]) => {
    for (const step of all) {
      try {
        await step();
      } catch (error) {
        world.log.error({ err: error }, "a round could not be finished");
      }
    }
  };
  // By itself, so that a slow calendar does not keep a server from following a setup.
  const following = createRepeating(followEveryMs, () => runAll(follows));
  const finishing = createRepeating(everyMs, () => runAll(steps));

  return {
    start() {
      following.start();
      finishing.start();
    },
    once: () => runAll([...follows, ...steps]),
    async stop() {
      await Promise.all([following.stop(), finishing.stop()]);
    },
  };
}

/** Does its work at once when it is started, and then again each time that `everyMs` have passed since it ended. */
function createRepeating(everyMs: number, work: () => Promise<void>) {
  let timer: NodeJS.Timeout | undefined;
  let current: Promise<void> = Promise.resolve();
  let stopped = true;

  const run = () => {
    current = work().finally(() => {
      if (stopped) return;
      timer = setTimeout(run, everyMs);
      timer.unref();
    });
  };

  return {
    start() {
      stopped = false;
      run();
    },
    stop(): Promise<void> {
      stopped = true;
      clearTimeout(timer);
      return current;
    },
  };
}
