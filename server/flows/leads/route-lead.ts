import type { Repos } from "../../../db/store.ts";
import type { Lead, Submission } from "../../core/lead/lead.ts";
import { readLead } from "../../core/lead/read-lead.ts";
import type { Match } from "../../core/match/account.ts";
import { matchLead } from "../../core/match/match-lead.ts";
import { qualify } from "../../core/qualify/qualify.ts";
import { heldBack } from "../../core/qualify/spam/held-back.ts";
import type { Verdict } from "../../core/qualify/verdict.ts";
import type { RouteAnswer } from "../../core/route/decision.ts";
import { namedOwners } from "../../core/route/named-owners.ts";
import { route } from "../../core/route/route.ts";
import type { History } from "../../core/route/subject.ts";
import type { Instant } from "../../core/time.ts";
import type { LiveSetup } from "../../state/live-setup.ts";
import { readCalendars } from "../calendars/read-calendars.ts";
import type { World } from "../world.ts";
import type { Learned } from "./learn-more.ts";
import type { Steps } from "./steps.ts";

/** A lead as it was understood, before it is routed. */
export interface Known {
  readonly live: LiveSetup;
  readonly lead: Lead;
  readonly match: Match;
  readonly verdict: Verdict;
  /** What came earlier; absent when the setup does not ask. */
  readonly history?: History;
  /** What was learned beyond the submission and memory; absent where the setup asks for nothing. */
  readonly more?: Learned;
  /** Set when a person let it go. */
  readonly isReleased?: true;
  /** Reps who had the lead before. */
  readonly excluded?: ReadonlySet<string>;
  /** The catch-all decides, whatever the rules say. */
  readonly catchAllOnly?: true;
  readonly now: Instant;
}

/** How many reps whose calendars are stale are read while the visitor waits, and how often. */
const liveReads = { reps: 3, rounds: 2 };

/** Steps 3 to 6: reads the submission, matches it and qualifies it. Pure but for the clock. */
export function understandLead(world: World, submission: Submission, steps?: Steps): Known {
  const live = world.state.setup();
  const now = world.now();
  const lead = readLead(submission);
  steps?.mark("read");
  const match = namedOwners(matchLead(lead, world.state.accounts, live.matching), live.router.repOf);
  steps?.mark("match");
  const verdict = qualify(live.router, { lead, match, now });
  steps?.mark("qualify");
  return { live, lead, match, verdict, now };
}

/** The verdict once more is known of a lead: what came earlier, what sources said, whether it is real. */
export function qualifyKnown(known: Known): Known {
  const { live, lead, match, now, history, more } = known;
  const held = heldBack(more?.subject.spam, live.setup.spam);
  return {
    ...known,
    verdict: held ?? qualify(live.router, { lead, match, now, ...(history ? { history } : {}), ...more?.subject }),
  };
}

/** A route, and the reps that were passed over because their calendar is stale. */
export interface Routed {
  readonly answer: RouteAnswer;
  readonly stale: readonly string[];
}

/** Routes once over what memory knows. */
function routeOnce(world: World, known: Known): Routed {
  const { live, lead, match, verdict, now, history, more, excluded, catchAllOnly } = known;
  const { calendars, standing } = world.state;
  const stale: string[] = [];
  const answer = route(live.router, {
    subject: { lead, match, verdict, now, ...(history ? { history } : {}), ...more?.subject },
    repState(repId, meetingTypeId) {
      const type = live.meetingTypes.get(meetingTypeId);
      if (!type) return "unknown_rep";
      const reason = standing.reason(repId, now) ?? calendars.reason(repId, type, now);
      if (reason === "calendar_stale") stale.push(repId);
      return reason;
    },
    ...(excluded ? { excluded } : {}),
    ...(catchAllOnly ? { catchAllOnly } : {}),
    load: (repId) => standing.openLeads(repId) + calendars.meetingsAhead(repId, now),
    ledgers: (poolId) => world.state.books.book(poolId),
  });
  return { answer, stale };
}

/** Step 7 by what memory knows, with calendars read live where it matters; takes no turn. */
export async function routeLead(world: World, known: Known): Promise<RouteAnswer> {
  for (let round = 0; ; round++) {
    const { answer, stale } = routeOnce(world, known);
    if (!mayReadAgain(stale, round)) return answer;
    await readStale(world, stale);
  }
}

/** Whether calendars that were too old are read before the route stands. */
export const mayReadAgain = (stale: readonly string[], round: number) => stale.length > 0 && round < liveReads.rounds;

/** Reads the first of the calendars that were too old, within their deadline. */
export const readStale = (world: World, stale: readonly string[]) => readCalendars(world, stale.slice(0, liveReads.reps));

/**
 * Step 7 inside the unit that writes the turn: the ledger of every pool that was asked is held until the unit ends, so
 * the turn is the next one whatever other leads and other processes do at the same time. When another setup became live
 * since the lead was understood, `understand` is asked again.
 */
export async function routeInTurn(world: World, repos: Repos, understand: () => Known): Promise<Known & Routed> {
  const { books } = world.state;
  const held = new Set<string>();
  for (let known = understand(); ; known = known.live === world.state.setup() ? known : understand()) {
    const routed = routeOnce(world, known);
    let stands = true;
    for (const { poolId, ledgerSeq } of routed.answer.turns) {
      if (held.has(poolId)) continue;
      held.add(poolId);
      const changed = await books.hold(repos, poolId);
      // Other units of this process may have changed the book while this one waited for it.
      if (changed || books.book(poolId).seq !== ledgerSeq) stands = false;
    }
    if (stands) return { ...known, ...routed };
  }
}
