import type { Repos } from "../../../db/store.ts";
import type { DecisionId, LeadId } from "../../core/id.ts";
import type { PoolTurn } from "../../core/route/decision.ts";
import { askedAndOut, attendanceChanges } from "../../core/route/pools/attendance.ts";
import { type TurnEnd, turnsOfEnd } from "../../core/route/pools/gives-back.ts";
import type { LedgerKind } from "../../core/route/pools/ledger.ts";
import type { MeetingType } from "../../core/slots/meeting-type.ts";
import type { Turn } from "../../state/pool-books.ts";
import type { World } from "../world.ts";

/** Turns of one pool, and what was found out about its members on the way. */
export interface TurnsOfPool {
  readonly poolId: string | undefined;
  readonly turns: readonly Turn[];
  /** How the pool answered, when it was asked for this very turn. */
  readonly asked?: PoolTurn | undefined;
  readonly type?: MeetingType | undefined;
}

/**
 * Writes turns of a pool inside a unit, as the next ones of its ledger; before them, who of the pool stopped or began to be
 * able to take leads, so that the turn is shared out among those who could. A pool that has left the setup since has no
 * turns to balance any more.
 */
export async function takeTurns(world: World, repos: Repos, taken: TurnsOfPool): Promise<void> {
  const { poolId, turns } = taken;
  const { books } = world.state;
  if (poolId === undefined || turns.length === 0 || !books.has(poolId)) return;
  await books.hold(repos, poolId);
  if (!books.has(poolId)) return;
  await books.append(repos, poolId, withAttendance(world, poolId, taken));
}

function withAttendance(world: World, poolId: string, { turns, asked, type }: TurnsOfPool): readonly Turn[] {
  const [first, ...rest] = turns;
  if (first === undefined || type === undefined || first.turns <= 0) return turns;
  const { books, calendars, standing } = world.state;
  const book = books.book(poolId);
  const now = world.now();
  const { out, lacking } = askedAndOut(book.repIds, asked?.reasons ?? []);
  for (const [repId, reason] of calendars.unableMembers(poolId, now)) out.set(repId, reason);
  for (const [repId, reason] of standing.unable(now)) out.set(repId, reason);
  out.delete(first.repId);
  const stillOut = (repId: string) => repId !== first.repId && calendars.reason(repId, type, now) !== null;
  const changes = attendanceChanges(book, out, stillOut);
  const lead = first.leadId === undefined ? {} : { leadId: first.leadId };
  return [
    ...changes.map((change) => ({ ...change, ...lead, at: first.at })),
    lacking.length === 0 ? first : { ...first, details: { ...first.details, without: lacking } },
    ...rest,
  ];
}

/** How a turn ended, and whose it was. */
export interface EndedTurn {
  readonly poolId: string | undefined;
  readonly repId: string;
  readonly leadId: LeadId;
  /** By which the rep had it. */
  readonly decisionId: DecisionId;
  readonly end: TurnEnd;
}

const kinds: Readonly<Record<TurnEnd, LedgerKind>> = {
  cancelled: "cancelled",
  noShow: "no_show",
  repNoShow: "no_show",
  reassigned: "reassigned",
};

/** Whose turn a rep's meeting was: the member's for whom the rep stood in. */
async function holderOf(repos: Repos, decisionId: DecisionId, repId: string): Promise<string> {
  const route = (await repos.decisions.find(decisionId))?.decision.route;
  return route?.repId === repId ? (route.standInFor ?? repId) : repId;
}

/** Writes inside a unit that a turn ended; it comes back when the pool says so, and is told in the ledger in any case. */
export async function endTurn(world: World, repos: Repos, { poolId, repId, leadId, decisionId, end }: EndedTurn): Promise<void> {
  const pool = world.state.setup().pools.get(poolId ?? "");
  if (pool === undefined) return;
  const turn = {
    repId: await holderOf(repos, decisionId, repId),
    kind: kinds[end],
    turns: turnsOfEnd(end, pool.giveBack),
    leadId,
    at: world.now(),
  };
  await takeTurns(world, repos, { poolId, turns: [turn] });
}
