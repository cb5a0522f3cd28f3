import type { Rep, RepReason } from "../../availability/rep.ts";
import type { PoolTurn } from "../decision.ts";
import type { RouteAsk } from "../route.ts";
import { lackingReps } from "./lacking-reps.ts";
import { byLoad, type Can, inFairOrder, marksOf, pickInOrder, type ReasonRuns, reasonRuns } from "./pick-rep.ts";
import type { Pool } from "./pool.ts";
import type { PoolBook } from "./pool-book.ts";

/** What a pool is asked with: the setup's reps and pools, the lead, and the type of meeting. */
export interface PoolAsking {
  readonly pools: ReadonlyMap<string, Pool>;
  readonly reps: ReadonlyMap<string, Rep>;
  readonly ask: RouteAsk;
  readonly meetingTypeId: string;
}

/** What a pool answered; `made` without a rep when the rep is chosen at booking. */
export interface PoolAnswer {
  readonly made: boolean;
  readonly repId?: string;
  readonly turn: PoolTurn;
}

/** Null when the rep can be offered for the type of meeting, else why not. */
export function repReason({ reps, ask, meetingTypeId }: Omit<PoolAsking, "pools">, repId: string): RepReason | null {
  const rep = reps.get(repId);
  if (rep === undefined) return "unknown_rep";
  return rep.active ? ask.repState(repId, meetingTypeId) : "inactive";
}

const weightsOf = ({ members }: Pool): readonly number[] => members.map(({ weight }) => weight);

/** Asks one pool once, members in fair order and only until one can; who lacks what the lead needs is not asked. Takes no turn. */
export function askPool(pool: Pool, asking: PoolAsking): PoolAnswer {
  const { ask, reps } = asking;
  const book = ask.ledgers(pool.id);
  const can: Can = (repId) => (book.joinsAt(repId) > ask.subject.now ? "inactive" : repReason(asking, repId));
  const marks = marksOf(book, lackingReps(pool, reps, ask.subject), "lacks_skill");
  if (ask.excluded) for (const [place, reason] of marksOf(book, ask.excluded, "excluded")) marks.set(place, reason);
  const loads = pool.rotation === "leastLoaded" ? book.repIds.map((repId) => ask.load?.(repId, pool.id) ?? 0) : undefined;
  const turn = (reasons: ReasonRuns): PoolTurn => ({
    poolId: pool.id,
    ledgerSeq: book.seq,
    reasons,
    ...(loads === undefined ? {} : { loads }),
  });
  if (pool.offer !== "rep") {
    const { made, reasons } = askUnnamed(pool.offer, { book, can, marks });
    return { made, turn: turn(reasons) };
  }
  const earlier = (ask.subject.history?.earlierReps ?? []).find((repId) => isAble(repId, { book, can, marks }));
  if (earlier !== undefined) {
    marks.set(book.placeOf(earlier), "chosen");
    return { made: true, repId: earlier, turn: { ...turn(reasonRuns(book.repIds.length, marks)), returning: earlier } };
  }
  const order = loads === undefined ? inFairOrder : byLoad(loads, weightsOf(pool));
  const { repId, reasons } = pickInOrder(book, can, { marks, order });
  return repId === null ? { made: false, turn: turn(reasons) } : { made: true, repId, turn: turn(reasons) };
}

/** Whether a rep who had an earlier lead can take this one; who cannot is marked. */
function isAble(repId: string, { book, can, marks }: Unnamed): boolean {
  const place = book.placeOf(repId);
  if (place < 0 || marks.has(place)) return false;
  const reason = can(repId);
  if (reason !== null) marks.set(place, reason);
  return reason === null;
}

interface Unnamed {
  readonly book: PoolBook;
  readonly can: Can;
  readonly marks: Map<number, RepReason>;
}

/** No rep is chosen yet: `any` needs one who can, `all` needs that everybody can; asking stops when that is known. */
function askUnnamed(offer: "any" | "all", { book, can, marks }: Unnamed): { made: boolean; reasons: ReasonRuns } {
  let made = offer === "all" && marks.size === 0 && book.repIds.length > 0;
  for (const place of inFairOrder(book, marks)) {
    const reason = can(book.repIds[place] ?? "");
    marks.set(place, reason ?? "lower_turn");
    const decided = offer === "any" ? reason === null : reason !== null;
    if (decided) made = offer === "any";
    if (decided) break;
  }
  return { made, reasons: reasonRuns(book.repIds.length, marks) };
}
