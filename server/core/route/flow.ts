import type { When } from "./router.ts";

/** Where an owner is looked for: on the contact, the open opportunity, the account, its team, its parent account. */
export type OwnerSource = "contact" | "opportunity" | "account" | "team" | "parent";

/** What a path ends in. An outcome that may not be met says what follows. */
export type Outcome =
  | OfferOwner
  | OfferRep
  | OfferPool
  | OfferPools
  | OfferTerritory
  | { readonly kind: "redirect"; readonly url: string }
  | { readonly kind: "message"; readonly text: string }
  | { readonly kind: "disqualify"; readonly text: string }
  | Queue;

interface OfferOf {
  readonly meetingTypeId: string;
  /** The visitor may talk at once, in the chat or by phone, and is shown the times when nobody can. */
  readonly talkNow?: true;
}

/** Times of the owner: the first of the sources that can be offered. Without sources, the contact's owner, else the account's. */
export interface OfferOwner extends OfferOf {
  readonly kind: "offerOwner";
  readonly of?: readonly OwnerSource[];
  readonly otherwise: Flow;
}

/** Times of one rep. */
export interface OfferRep extends OfferOf {
  readonly kind: "offerRep";
  readonly repId: string;
  readonly otherwise: Flow;
}

/** Times of a pool. Without `otherwise` the pool's own `everybodyAway` follows. */
export interface OfferPool extends OfferOf {
  readonly kind: "offerPool";
  readonly poolId: string;
  readonly otherwise?: Flow;
}

/** Several pools as one: of each pool's next rep the one who is owed the most turns. */
export interface OfferPools extends OfferOf {
  readonly kind: "offerPools";
  readonly poolIds: readonly string[];
  readonly otherwise: Flow;
}

/** The rep or the pool of the lead's territory; a lead in none goes `otherwise`. */
export interface OfferTerritory extends OfferOf {
  readonly kind: "offerTerritory";
  readonly otherwise: Flow;
}

/** The lead is kept for people, who are told by mail; the visitor reads the text. */
export interface Queue {
  readonly kind: "queue";
  readonly queueId: string;
  readonly text: string;
  /** Addresses that are told at once. */
  readonly alert: readonly string[];
}

/** Asks a condition. `unknown` is the way of a missing field; without it that is `otherwise`. */
export interface WhenNode {
  readonly kind: "when";
  readonly when: When;
  readonly then: Flow;
  readonly unknown?: Flow;
  readonly otherwise: Flow;
}

/** Asks whether there is an owner, and whether that one can be offered for this type of meeting. */
export interface MatchNode {
  readonly kind: "match";
  readonly of: readonly OwnerSource[];
  readonly meetingTypeId: string;
  /** `offerOwner` under it offers the owner that was found. */
  readonly able: Flow;
  readonly away: Flow;
  readonly none: Flow;
}

export interface SplitPart {
  readonly id: string;
  readonly weight: number;
  readonly then: Flow;
}

/** Parts the leads by a stable hash of a field: the same value always goes the same way. `otherwise` is the way of a missing field. */
export interface SplitNode {
  readonly kind: "split";
  readonly id: string;
  readonly by: string;
  readonly parts: readonly SplitPart[];
  readonly otherwise: Flow;
}

export type FlowNode = WhenNode | MatchNode | SplitNode;

/** A tree of decisions; every path ends in an outcome, because the type demands every branch. */
export type Flow = FlowNode | Outcome;

/** The ways on from a node or an outcome, by the key under which each stands. */
export function branchesOf(flow: Flow): readonly (readonly [string, Flow])[] {
  switch (flow.kind) {
    case "when":
      return [["then", flow.then], ...optional("unknown", flow.unknown), ["otherwise", flow.otherwise]];
    case "match":
      return [
        ["able", flow.able],
        ["away", flow.away],
        ["none", flow.none],
      ];
    case "split":
      return [...flow.parts.map(({ then }, i) => [`parts[${i}].then`, then] as const), ["otherwise", flow.otherwise]];
    case "offerOwner":
    case "offerRep":
    case "offerPools":
    case "offerTerritory":
    case "offerPool":
      return optional("otherwise", flow.otherwise);
    case "redirect":
    case "message":
    case "disqualify":
    case "queue":
      return [];
  }
}

function optional(key: string, flow: Flow | undefined): readonly (readonly [string, Flow])[] {
  return flow === undefined ? [] : [[key, flow]];
}

/** A place of a tree: its path from the root, e.g. `router.catchAll.parts[1].then`. */
export interface FlowPlace {
  readonly at: string;
  readonly flow: Flow;
}

/** Every node and outcome of a tree with its path, the root first. */
export function flowPlaces(flow: Flow, at: string): readonly FlowPlace[] {
  return [{ at, flow }, ...branchesOf(flow).flatMap(([key, branch]) => flowPlaces(branch, `${at}.${key}`))];
}
