import type { Repos } from "../../db/store.ts";
import { askedAndOut, attendanceChanges } from "../core/route/attendance.ts";
import type { PoolTurn } from "../core/route/decision.ts";
import type { MeetingType } from "../core/slots/meeting-type.ts";
import type { Turn } from "../state/pool-books.ts";
import type { World } from "./world.ts";

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
  await books.append(repos, poolId, [...attendance(world, poolId, taken), ...turns]);
}

function attendance(world: World, poolId: string, { turns, asked, type }: TurnsOfPool): readonly Turn[] {
  const [first] = turns;
  if (first === undefined || type === undefined || first.turns <= 0) return [];
  const { books, calendars } = world.state;
  const book = books.book(poolId);
  const now = world.now();
  const out = asked === undefined ? new Map() : askedAndOut(book.repIds, asked.reasons);
  for (const [repId, reason] of calendars.unableMembers(poolId, now)) out.set(repId, reason);
  out.delete(first.repId);
  const changes = attendanceChanges(book, out, (repId) => repId !== first.repId && calendars.reason(repId, type, now) !== null);
  if (changes.length === 0) return [];
  const lead = first.leadId === undefined ? {} : { leadId: first.leadId };
  return changes.map((change) => ({ ...change, ...lead, at: first.at }));
}
