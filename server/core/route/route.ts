import type { RepReason } from "../availability/rep.ts";
import type { CompiledRouter } from "./compile-router.ts";
import type { AskedRep, NodeStep, PathStep, PoolTurn, RouteAnswer } from "./decision.ts";
import type { Flow, MatchNode, OfferOwner, OfferPool, OfferPools, OfferRep, OfferTerritory, Outcome } from "./flow.ts";
import { type OwnerFound, ownersOf } from "./owners-of.ts";
import { askPool, type PoolAsking, repReason } from "./pools/ask-pool.ts";
import type { PoolBook } from "./pools/pool-book.ts";
import { keptBack } from "./pools/returning.ts";
import { settlePool } from "./pools/settle-pool.ts";
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
  /** No rule is asked: the catch-all decides. */
  readonly catchAllOnly?: true;
  /** Open leads and meetings ahead of a pool's member; none when absent. Asked of pools that go by load alone. */
  readonly load?: (repId: string, poolId: string) => number;
}

/** Answers a lead: the first rule that matches, else the catch-all, and what comes of its outcome. Never throws, never drops. */
export function route(compiled: CompiledRouter, ask: RouteAsk): RouteAnswer {
  const { verdict } = ask.subject;
  if (verdict !== undefined && verdict.kind !== "qualified") {
    const { message } = compiled.router.qualify;
    return { outcome: "disqualified", ruleId: null, path: [], text: message, turns: [] };
  }
  const kept = keptBack(compiled.returning, ask.subject.history);
  if (kept !== null) return kept;
  const place = ask.catchAllOnly ? -1 : compiled.rules.firstMatch(ask.subject);
  const rule = compiled.router.rules[place];
  const path: readonly PathStep[] =
    rule === undefined ? [] : [{ ruleId: rule.id, answer: "yes", because: compiled.because[place] ?? "" }];
  const settling: Settling = { compiled, ask, nodes: [], asked: [], found: null, turns: [], firstType: null };
  const settled = settle(rule?.then ?? compiled.router.catchAll, settling);
  const handedOver = ask.catchAllOnly ? { handedOver: ask.catchAllOnly } : {};
  return { ruleId: rule?.id ?? null, path, ...handedOver, ...settled, ...told(settling), turns: settling.turns };
}

/** What the way there told: the owner who counts is the one who could be offered, else the first who was asked. */
function told({ asked, nodes }: Settling): Pick<RouteAnswer, "owner" | "asked" | "nodes"> {
  const owners = asked.filter(({ of }) => of !== "rep");
  const owner = owners.find(({ reason }) => reason === "chosen") ?? owners[0];
  return {
    ...(owner === undefined ? {} : { owner: { repId: owner.repId, reason: owner.reason } }),
    ...(asked.length > 1 || owners.length < asked.length ? { asked } : {}),
    ...(nodes.length === 0 ? {} : { nodes }),
  };
}

type Settled = Omit<RouteAnswer, "ruleId" | "path">;

/** What is gathered on the way from a rule, or the catch-all, to an outcome that can be met. */
interface Settling {
  readonly compiled: CompiledRouter;
  readonly ask: RouteAsk;
  readonly nodes: NodeStep[];
  readonly asked: AskedRep[];
  /** The owner that a `match` node found able. */
  found: OwnerFound | null;
  readonly turns: PoolTurn[];
  firstType: string | null;
}

/** Walks to an outcome; one that cannot be met goes on with what it says follows. */
function settle(flow: Flow, settling: Settling): Omit<Settled, "turns"> {
  const outcome = walk(flow, settling);
  switch (outcome.kind) {
    case "redirect":
      return { outcome: "redirect", url: outcome.url };
    case "message":
      return { outcome: "message", text: outcome.text };
    case "disqualify":
      return { outcome: "disqualified", text: outcome.text };
    case "queue":
      return { outcome: "fallback", text: outcome.text, queue: { id: outcome.queueId, alert: outcome.alert } };
    case "offerOwner":
    case "offerRep":
      return settleReps(outcome, settling);
    case "offerPools":
      return settlePools(outcome, settling);
    case "offerTerritory":
      return settleTerritory(outcome, settling);
    case "offerPool":
      return settleOnePool(outcome, settling);
  }
}

/** Goes through the nodes of a tree to the outcome that they lead to, and notes each. */
function walk(flow: Flow, settling: Settling): Outcome {
  const { compiled, ask, nodes } = settling;
  for (let at = flow; ; ) {
    if (at.kind === "when") {
      const node = compiled.flow.whens.get(at);
      const answer = node?.ask(ask.subject) ?? "unknown";
      nodes.push({ at: node?.at ?? "", kind: "when", answer });
      at = answer === "yes" ? at.then : answer === "unknown" ? (at.unknown ?? at.otherwise) : at.otherwise;
    } else if (at.kind === "match") {
      const answer = askOwners(at, settling);
      nodes.push({ at: compiled.flow.paths.get(at) ?? "", kind: "match", answer });
      at = at[answer];
    } else if (at.kind === "split") {
      const node = compiled.flow.splits.get(at);
      const part = at.parts[node?.part(ask.subject) ?? -1];
      nodes.push({ at: node?.at ?? "", kind: "split", answer: part?.id ?? "unknown" });
      at = part?.then ?? at.otherwise;
    } else return at;
  }
}

function askOwners(node: MatchNode, settling: Settling): "able" | "away" | "none" {
  const owners = ownersOf(settling.ask.subject.match, node.of, settling.compiled.repOf);
  settling.found = owners.find((owner) => askRep(owner, node.meetingTypeId, settling) === null) ?? null;
  return settling.found !== null ? "able" : owners.length > 0 ? "away" : "none";
}

/** Null when the rep can be offered. Noted once, whoever asks again. */
function askRep({ repId, of }: Pick<AskedRep, "repId" | "of">, meetingTypeId: string, settling: Settling): RepReason | null {
  const reason = settling.ask.excluded?.has(repId) ? "excluded" : repReason(askingOf(settling, meetingTypeId), repId);
  const another = anotherType(meetingTypeId, settling);
  const known = settling.asked.some((one) => one.repId === repId && one.meetingTypeId === another.meetingTypeId);
  if (!known) settling.asked.push({ repId, of, reason: reason ?? "chosen", ...another });
  return reason;
}

/** The type of meeting, when it is not the one that was asked for first. */
function anotherType(meetingTypeId: string, settling: Settling): { readonly meetingTypeId?: string } {
  settling.firstType ??= meetingTypeId;
  return meetingTypeId === settling.firstType ? {} : { meetingTypeId };
}

function settleReps(outcome: OfferOwner | OfferRep, settling: Settling): Omit<Settled, "turns"> {
  const { meetingTypeId } = outcome;
  for (const one of repsOf(outcome, settling)) {
    if (askRep(one, meetingTypeId, settling) === null)
      return { outcome: "offered", meetingTypeId, repId: one.repId, ...talkNowOf(outcome) };
  }
  return settle(outcome.otherwise, settling);
}

function repsOf(outcome: OfferOwner | OfferRep, { found, ask, compiled }: Settling): readonly Pick<AskedRep, "repId" | "of">[] {
  if (outcome.kind === "offerRep") return [{ repId: outcome.repId, of: "rep" }];
  return found === null ? ownersOf(ask.subject.match, outcome.of, compiled.repOf) : [found];
}

const talkNowOf = ({ talkNow }: { readonly talkNow?: true }): { readonly talkNow?: true } => (talkNow ? { talkNow } : {});

const askingOf = ({ compiled: { pools, reps }, ask }: Settling, meetingTypeId: string): PoolAsking => ({
  pools,
  reps,
  ask,
  meetingTypeId,
});

/** Without `otherwise`, what follows is the pool's own choice. */
function settleOnePool(outcome: OfferPool, settling: Settling): Omit<Settled, "turns"> {
  const { meetingTypeId, otherwise, poolId } = outcome;
  const asking = askingOf(settling, meetingTypeId);
  if (otherwise === undefined) {
    const answer = settlePool(poolId, asking, {
      turn: (turn, typeId) => noteTurn(turn, typeId, settling),
      rep: (repId, typeId) => askRep({ repId, of: "rep" }, typeId, settling),
    });
    return answer.outcome === "offered" ? { ...answer, ...talkNowOf(outcome) } : answer;
  }
  const pool = asking.pools.get(poolId);
  const answer = pool === undefined ? null : askPool(pool, asking);
  if (answer !== null) noteTurn(answer.turn, meetingTypeId, settling);
  if (answer === null || !answer.made) return settle(otherwise, settling);
  const rep = answer.repId === undefined ? {} : { repId: answer.repId };
  return { outcome: "offered", meetingTypeId, ...rep, poolId, ...talkNowOf(outcome) };
}

function settleTerritory(outcome: OfferTerritory, settling: Settling): Omit<Settled, "turns"> {
  const { meetingTypeId, otherwise } = outcome;
  const found = settling.compiled.fields.territoryOf(settling.ask.subject)?.territory;
  const offer = { meetingTypeId, otherwise, ...talkNowOf(outcome) };
  if (found?.repId !== undefined) return settleReps({ kind: "offerRep", repId: found.repId, ...offer }, settling);
  if (found?.poolId !== undefined) return settleOnePool({ kind: "offerPool", poolId: found.poolId, ...offer }, settling);
  return settle(otherwise, settling);
}

/** Whoever had an earlier lead of the same people; else of the pools' next reps the one who is owed the most, equal ones in the order of the pools. */
function settlePools(outcome: OfferPools, settling: Settling): Omit<Settled, "turns"> {
  const { meetingTypeId } = outcome;
  const asking = askingOf(settling, meetingTypeId);
  let best: { readonly poolId: string; readonly repId: string; readonly owed: number } | null = null;
  for (const poolId of outcome.poolIds) {
    const pool = asking.pools.get(poolId);
    if (pool === undefined) continue;
    const { repId, turn } = askPool(pool, asking);
    noteTurn(turn, meetingTypeId, settling);
    if (repId === undefined) continue;
    const owed = turn.returning === repId ? Infinity : (settling.ask.ledgers(poolId).balance(repId)?.shortfall ?? 0);
    if (best === null || owed > best.owed + sameShortfall) best = { poolId, repId, owed };
  }
  if (best === null) return settle(outcome.otherwise, settling);
  const { poolId, repId } = best;
  return { outcome: "offered", meetingTypeId, repId, poolId, ...talkNowOf(outcome) };
}

/** Shortfalls closer than this are equal, so that the last digit of a division decides nothing. */
const sameShortfall = 1e-9;

/** Notes what came of each member; one that was asked for the type before is noted once. */
function noteTurn(turn: PoolTurn, meetingTypeId: string, settling: Settling): void {
  const another = anotherType(meetingTypeId, settling);
  const { turns } = settling;
  const known = turns.some((one) => one.poolId === turn.poolId && one.meetingTypeId === another.meetingTypeId);
  if (!known) turns.push({ ...turn, ...another });
}
