import type { Rep, RepReason } from "../availability/rep.ts";
import type { PoolTurn } from "./decision.ts";
import { type Can, excludedMarks, inFairOrder, pickRep, type ReasonRuns, reasonRuns } from "./pick-rep.ts";
import type { Pool } from "./pool.ts";
import type { PoolBook } from "./pool-book.ts";
import type { RouteAsk } from "./route.ts";

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

/** Asks one pool once, members in fair order and only until one can. Takes no turn. */
export function askPool(pool: Pool, asking: PoolAsking): PoolAnswer {
  const { ask } = asking;
  const book = ask.ledgers(pool.id);
  const can: Can = (repId) => (book.joinsAt(repId) > ask.subject.now ? "inactive" : repReason(asking, repId));
  const turn = (reasons: ReasonRuns): PoolTurn => ({ poolId: pool.id, ledgerSeq: book.seq, reasons });
  if (pool.offer !== "rep") {
    const { made, reasons } = askUnnamed(pool.offer, { book, can, excluded: ask.excluded });
    return { made, turn: turn(reasons) };
  }
  const { repId, reasons } = pickRep(book, can, ask.excluded);
  return repId === null ? { made: false, turn: turn(reasons) } : { made: true, repId, turn: turn(reasons) };
}

interface Unnamed {
  readonly book: PoolBook;
  readonly can: Can;
  readonly excluded: ReadonlySet<string> | undefined;
}

/** No rep is chosen yet: `any` needs one who can, `all` needs that everybody can; asking stops when that is known. */
function askUnnamed(offer: "any" | "all", { book, can, excluded }: Unnamed): { made: boolean; reasons: ReasonRuns } {
  const marks = excludedMarks(book, excluded);
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
