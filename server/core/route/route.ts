import type { RepReason } from "../availability/rep.ts";
import { type PoolAsking, repReason } from "./ask-pool.ts";
import type { CompiledRouter } from "./compile-router.ts";
import type { PathStep, RouteAnswer } from "./decision.ts";
import type { PoolBook } from "./pool-book.ts";
import type { Outcome } from "./router.ts";
import { settlePool } from "./settle-pool.ts";
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
      return { ...settlePool(outcome.poolId, asking(settling, outcome.meetingTypeId)), ...told };
  }
}

function settleOwner(outcome: Extract<Outcome, { kind: "offerOwner" }>, settling: Settling): Settled {
  const repId = settling.ask.subject.match.ownerRepId;
  if (repId === null || settling.owner !== undefined) return settle(outcome.otherwise, settling);
  const { meetingTypeId } = outcome;
  const reason = settling.ask.excluded?.has(repId) ? "excluded" : repReason(asking(settling, meetingTypeId), repId);
  if (reason !== null) return settle(outcome.otherwise, { ...settling, owner: { repId, reason } });
  return { outcome: "offered", meetingTypeId, repId, owner: { repId, reason: "chosen" }, turns: [] };
}

function asking({ compiled: { pools, reps }, ask }: Settling, meetingTypeId: string): PoolAsking {
  return { pools, reps, ask, meetingTypeId };
}
