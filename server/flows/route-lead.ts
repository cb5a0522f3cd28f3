import type { Lead, Submission } from "../core/lead/lead.ts";
import { readLead } from "../core/lead/read-lead.ts";
import type { Match } from "../core/match/account.ts";
import { matchLead } from "../core/match/match-lead.ts";
import { qualify } from "../core/qualify/qualify.ts";
import type { Verdict } from "../core/qualify/verdict.ts";
import type { RouteAnswer } from "../core/route/decision.ts";
import { route } from "../core/route/route.ts";
import type { Instant } from "../core/time.ts";
import type { LiveSetup } from "../state/live-setup.ts";
import { readCalendars } from "./read-calendars.ts";
import type { Steps } from "./steps.ts";
import type { World } from "./world.ts";

/** A lead as it was understood, before it is routed. */
export interface Known {
  readonly live: LiveSetup;
  readonly lead: Lead;
  readonly match: Match;
  readonly verdict: Verdict;
  readonly now: Instant;
}

/** How many reps whose calendars are stale are read while the visitor waits, and how often. */
const liveReads = { reps: 3, rounds: 2 };
/** Steps 3 to 6: reads the submission, matches it and qualifies it. */
export function understandLead(world: World, submission: Submission, steps: Steps): Known {
  const live = world.state.setup();
  const now = world.now();
  const lead = readLead(submission);
  steps.mark("read");
  const match = matchLead(lead, world.state.accounts.candidates(lead));
  steps.mark("match");
  const verdict = qualify(live.router, { lead, match, now });
  steps.mark("qualify");
  return { live, lead, match, verdict, now };
}

/** Routes once over what memory knows; lists the reps that were passed over because their calendar is stale. */
function routeOnce(world: World, known: Known): { readonly answer: RouteAnswer; readonly stale: readonly string[] } {
  const { live, lead, match, verdict, now } = known;
  const stale: string[] = [];
  const answer = route(live.router, {
    subject: { lead, match, verdict, now },
    repState(repId, meetingTypeId) {
      const type = live.meetingTypes.get(meetingTypeId);
      if (!type) return "unknown_rep";
      const reason = world.state.calendars.reason(repId, type, now);
      if (reason === "calendar_stale") stale.push(repId);
      return reason;
    },
    ledgers: (poolId) => world.state.books.book(poolId),
  });
  return { answer, stale };
}

/**
 * Step 7: routes over what memory knows; calendars that are too old and would matter are read live first, within their
 * deadline. `settle` is called in the tick in which the answer was found, so that a turn can be taken before anybody else asks.
 */
export async function routeLead<T>(world: World, known: Known, settle: (answer: RouteAnswer) => T): Promise<T> {
  for (let round = 0; ; round++) {
    const { answer, stale } = routeOnce(world, known);
    if (stale.length === 0 || round >= liveReads.rounds) return settle(answer);
    await readCalendars(world, stale.slice(0, liveReads.reps));
  }
}
