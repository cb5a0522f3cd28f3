import { fairOrder } from "../../core/route/pools/pick-rep.ts";
import { intersectStarts, type Starts, unionStarts } from "../../core/slots/starts.ts";
import type { EntryAsk } from "../../state/rep-entry.ts";
import type { World } from "../world.ts";

/** A pool's reps in the order in which their turns come; none of a pool that has left the setup. */
export function membersInTurn(world: World, poolId: string): readonly string[] {
  const { books } = world.state;
  return books.has(poolId) ? fairOrder(books.book(poolId)) : [];
}

/** Starts at which one of these teams can be met together with somebody of each pool that joins the meeting. */
export function joinedStarts(world: World, teams: readonly (readonly string[])[], ask: EntryAsk): Starts {
  const { calendars } = world.state;
  const isAble = (id: string): boolean => calendars.reasonFor(id, ask) === null;
  const withOneOf = (team: readonly string[], poolId: string): Starts => {
    const able = membersInTurn(world, poolId).filter((id) => !team.includes(id) && isAble(id));
    return unionStarts(able.map((id) => calendars.starts([...team, id], ask)));
  };
  const startsOf = (team: readonly string[]): Starts =>
    intersectStarts((ask.type.joinedBy ?? []).map((poolId) => withOneOf(team, poolId)));
  return unionStarts(teams.filter((team) => team.every(isAble)).map(startsOf));
}
