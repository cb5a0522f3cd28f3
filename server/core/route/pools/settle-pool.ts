import type { RepReason } from "../../availability/rep.ts";
import type { PoolTurn, RouteAnswer } from "../decision.ts";
import { askPool, type PoolAsking } from "./ask-pool.ts";
import { lackingReps } from "./lacking-reps.ts";
import { inFairOrder, marksOf } from "./pick-rep.ts";
import type { EverybodyAway, Pool } from "./pool.ts";

/** What is said when pools refer to one another in a circle, or to none; the check of a setup refuses both. */
export const nobodyText = "Thank you. We will be in touch shortly.";

/** Whoever is asked on the way is noted. */
export interface PoolNotes {
  readonly turn: (turn: PoolTurn, meetingTypeId: string) => void;
  /** Asks one rep by name; null when that one can be offered. */
  readonly rep: (repId: string, meetingTypeId: string) => RepReason | null;
}

type Settled = Omit<RouteAnswer, "ruleId" | "path" | "owner" | "turns">;

/** Offers a pool, or what follows by its own choice when nobody of it can be offered. Never without an answer. */
export function settlePool(poolId: string, asking: PoolAsking, notes: PoolNotes): Settled {
  const pool = asking.pools.get(poolId);
  return pool === undefined ? nobody : offer(pool, asking, { notes, way: [] });
}

const nobody: Settled = { outcome: "fallback", text: nobodyText };

interface Way {
  readonly notes: PoolNotes;
  /** Pools and types of meeting that were asked. */
  readonly way: readonly string[];
}

function offer(pool: Pool, asking: PoolAsking, { notes, way }: Way): Settled {
  const { meetingTypeId } = asking;
  const key = `${pool.id} ${meetingTypeId}`;
  if (way.includes(key)) return nobody;
  const { made, repId, turn } = askPool(pool, asking);
  notes.turn(turn, meetingTypeId);
  if (made) return { outcome: "offered", meetingTypeId, ...(repId === undefined ? {} : { repId }), poolId: pool.id };
  return away(pool.everybodyAway, { pool, asking }, { notes, way: [...way, key] });
}

/** What follows when nobody of a pool can be offered. */
function away(policy: EverybodyAway, asked: { readonly pool: Pool; readonly asking: PoolAsking }, way: Way): Settled {
  const { pool, asking } = asked;
  switch (policy.kind) {
    case "message":
      return { outcome: "fallback", text: policy.text };
    case "queue":
      return { outcome: "fallback", text: policy.text, queue: { id: policy.queueId, alert: policy.alert } };
    case "callBack":
      return { outcome: "fallback", text: policy.text, queue: { id: `call-back-${pool.id}`, alert: policy.alert } };
    case "pool": {
      const next = asking.pools.get(policy.poolId);
      return next === undefined ? nobody : offer(next, asking, way);
    }
    case "later": {
      const { made, repId, turn } = askPool(pool, { ...asking, meetingTypeId: policy.meetingTypeId });
      way.notes.turn(turn, policy.meetingTypeId);
      if (!made) return away(policy.otherwise, asked, way);
      const rep = repId === undefined ? {} : { repId };
      return { outcome: "offered", meetingTypeId: policy.meetingTypeId, ...rep, poolId: pool.id };
    }
    case "nominee": {
      const owner = whoseTurn(asked);
      if (owner === null || way.notes.rep(policy.repId, asking.meetingTypeId) !== null) return away(policy.otherwise, asked, way);
      const stands = { repId: policy.repId, standInFor: owner, poolId: pool.id };
      return { outcome: "offered", meetingTypeId: asking.meetingTypeId, ...stands };
    }
  }
}

/** The member whose turn it is, whether or not there is a time: the one who keeps the lead while another takes the meeting. */
function whoseTurn({ pool, asking: { ask, reps } }: { readonly pool: Pool; readonly asking: PoolAsking }): string | null {
  const book = ask.ledgers(pool.id);
  const marks = marksOf(book, lackingReps(pool, reps, ask.subject), "lacks_skill");
  for (const [place, reason] of marksOf(book, ask.excluded, "excluded")) marks.set(place, reason);
  for (const place of inFairOrder(book, marks)) {
    const repId = book.repIds[place] ?? "";
    if (reps.get(repId)?.active === true && book.joinsAt(repId) <= ask.subject.now) return repId;
    marks.set(place, "inactive");
  }
  return null;
}
