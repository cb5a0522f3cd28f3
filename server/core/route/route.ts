import type { RepReason } from "../availability/rep.ts";
import type { CompiledRouter } from "./compile-router.ts";
import type { PathStep, PoolTurn, RouteAnswer } from "./decision.ts";
import { type Can, excludedMarks, inFairOrder, pickRep, type ReasonRuns, reasonRuns } from "./pick-rep.ts";
import type { Pool } from "./pool.ts";
import type { PoolBook } from "./pool-book.ts";
import type { Outcome } from "./router.ts";
import type { Subject } from "./subject.ts";

/** What routing is told and what it may ask. */
export interface RouteAsk {
  /** With the verdict of qualification; without one the lead counts as qualified. */
  readonly subject: Subject;
  /** Null when the rep can be offered for this type of meeting. Asked lazily, in fair order, only as long as needed. */
  readonly repState: (repId: string, meetingTypeId: string) => RepReason | null;
  readonly ledgers: (poolId: string) => PoolBook;
  /** Reps who must not get the lead, as after a reassignment. */
  readonly excluded?: ReadonlySet<string>;
}

/** What is said when pools refer to one another in a circle, or to none; the check of a setup refuses both. */
export const nobodyText = "Thank you. We will be in touch shortly.";

/** Answers a lead: the first rule that matches, else the catch-all, and what comes of its outcome. Never throws, never drops. */
export function route(compiled: CompiledRouter, ask: RouteAsk): RouteAnswer {
  const { verdict } = ask.subject;
  if (verdict !== undefined && verdict.kind !== "qualified") {
    const { message } = compiled.router.qualify;
    return { outcome: "disqualified", ruleId: null, path: [], text: message, turns: [] };
  }
  const place = compiled.rules.firstMatch(ask.subject);
  const rule = compiled.router.rules[place];
  const path: readonly PathStep[] =
    rule === undefined ? [] : [{ ruleId: rule.id, answer: "yes", because: compiled.because[place] ?? "" }];
  const settled = settle(rule?.then ?? compiled.router.catchAll, { compiled, ask });
  return { ruleId: rule?.id ?? null, path, ...settled };
}

type Settled = Omit<RouteAnswer, "ruleId" | "path">;

interface Settling {
  readonly compiled: CompiledRouter;
  readonly ask: RouteAsk;
  readonly owner?: NonNullable<RouteAnswer["owner"]>;
}

function settle(outcome: Outcome, settling: Settling): Settled {
  const told = settling.owner === undefined ? {} : { owner: settling.owner };
  switch (outcome.kind) {
    case "redirect":
      return { outcome: "redirect", url: outcome.url, ...told, turns: [] };
    case "message":
      return { outcome: "message", text: outcome.text, ...told, turns: [] };
    case "disqualify":
      return { outcome: "disqualified", text: outcome.text, ...told, turns: [] };
    case "offerOwner":
      return settleOwner(outcome, settling);
    case "offerPool":
      return { ...settlePool(outcome, settling), ...told };
  }
}

function settleOwner(outcome: Extract<Outcome, { kind: "offerOwner" }>, settling: Settling): Settled {
  const repId = settling.ask.subject.match.ownerRepId;
  if (repId === null || settling.owner !== undefined) return settle(outcome.otherwise, settling);
  const { meetingTypeId } = outcome;
  const reason = settling.ask.excluded?.has(repId) ? "excluded" : repReason(settling, repId, meetingTypeId);
  if (reason !== null) return settle(outcome.otherwise, { ...settling, owner: { repId, reason } });
  return { outcome: "offered", meetingTypeId, repId, owner: { repId, reason: "chosen" }, turns: [] };
}

function repReason({ compiled, ask }: Settling, repId: string, meetingTypeId: string): RepReason | null {
  const rep = compiled.reps.get(repId);
  if (rep === undefined) return "unknown_rep";
  return rep.active ? ask.repState(repId, meetingTypeId) : "inactive";
}

function settlePool(outcome: Extract<Outcome, { kind: "offerPool" }>, settling: Settling): Settled {
  const { meetingTypeId } = outcome;
  const turns: PoolTurn[] = [];
  let pool = settling.compiled.pools.get(outcome.poolId);
  while (pool !== undefined) {
    const { id, everybodyAway } = pool;
    const book = settling.ask.ledgers(id);
    const can: Can = (repId) =>
      book.joinsAt(repId) > settling.ask.subject.now ? "inactive" : repReason(settling, repId, meetingTypeId);
    const offer = offerOf(pool, { book, can, excluded: settling.ask.excluded });
    turns.push({ poolId: id, ledgerSeq: book.seq, reasons: offer.reasons });
    if (offer.made) return { outcome: "offered", meetingTypeId, ...offer.rep, poolId: id, turns };
    if (everybodyAway.kind === "message") return { outcome: "fallback", text: everybodyAway.text, turns };
    const next = everybodyAway.poolId;
    pool = turns.some((turn) => turn.poolId === next) ? undefined : settling.compiled.pools.get(next);
  }
  return { outcome: "fallback", text: nobodyText, turns };
}

interface Asking {
  readonly book: PoolBook;
  readonly can: Can;
  readonly excluded: ReadonlySet<string> | undefined;
}

interface PoolOffer {
  readonly made: boolean;
  readonly rep: { readonly repId?: string };
  readonly reasons: ReasonRuns;
}

function offerOf(pool: Pool, asking: Asking): PoolOffer {
  if (pool.offer !== "rep") return offerUnnamed(pool.offer, asking);
  const { repId, reasons } = pickRep(asking.book, asking.can, asking.excluded);
  return { made: repId !== null, rep: repId === null ? {} : { repId }, reasons };
}

/** No rep is chosen yet: `any` needs one who can, `all` needs that everybody can; asking stops when that is known. */
function offerUnnamed(offer: "any" | "all", { book, can, excluded }: Asking): PoolOffer {
  const marks = excludedMarks(book, excluded);
  let made = offer === "all" && marks.size === 0 && book.repIds.length > 0;
  for (const place of inFairOrder(book, marks)) {
    const reason = can(book.repIds[place] ?? "");
    marks.set(place, reason ?? "lower_turn");
    const decided = offer === "any" ? reason === null : reason !== null;
    if (decided) made = offer === "any";
    if (decided) break;
  }
  return { made, rep: {}, reasons: reasonRuns(book.repIds.length, marks) };
}
