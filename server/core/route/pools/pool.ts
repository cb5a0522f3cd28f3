import type { Instant, LocalDate } from "../../time.ts";

/** A rep's place in a pool. */
export interface PoolMember {
  readonly repId: string;
  /** Share relative to the others; 100 is usual, 0 only when nobody else can. */
  readonly weight: number;
  /** Higher first, in pools that rotate strictly; 2 is usual. */
  readonly priority: number;
  /** First day in the pool; a later joiner is credited, so that nobody owes turns from before. */
  readonly joinedOn?: LocalDate;
  /** The exact moment, stamped when a setup brings the member into a live pool; it goes before the date. */
  readonly joinedAt?: Instant;
  /** A new member's weight grows day by day from this part of it, 0 to 1, and is whole after so many days. */
  readonly ramp?: { readonly startShare: number; readonly days: number };
}

const dayMs = 86_400_000;

/** A member's weight at an instant, both in epoch milliseconds; founders, who joined at `-Infinity`, do not ramp. */
export function rampedWeight({ weight, ramp }: PoolMember, joinedAt: number, at: number): number {
  if (ramp === undefined || !Number.isFinite(joinedAt)) return weight;
  const days = Math.max(0, Math.floor((at - joinedAt) / dayMs));
  return weight * (ramp.startShare + (1 - ramp.startShare) * Math.min(1, days / ramp.days));
}

/** What happens when nobody of the pool can be offered. Always explicit, and never silent. */
export type EverybodyAway =
  /** The next opening of a second pool. */
  | { readonly kind: "pool"; readonly poolId: string }
  /** Times of a stand-in, who takes the meeting; the member whose turn it was keeps the lead, and the turn is theirs. */
  | { readonly kind: "nominee"; readonly repId: string; readonly otherwise: EverybodyAway }
  /** The pool's times of another type of meeting, one that may be booked further ahead. */
  | { readonly kind: "later"; readonly meetingTypeId: string; readonly otherwise: EverybodyAway }
  /** The visitor is told that somebody calls; who does is told by mail. */
  | { readonly kind: "callBack"; readonly text: string; readonly alert: readonly string[] }
  /** The lead waits for people, who are told by mail. */
  | { readonly kind: "queue"; readonly queueId: string; readonly text: string; readonly alert: readonly string[] }
  | { readonly kind: "message"; readonly text: string };

/** What a lead needs of a rep: a skill, or an attribute with one of some values, fixed or the lead's own. */
export type Requirement =
  | { readonly skill: string }
  | { readonly attribute: string; readonly oneOf: readonly string[] }
  | {
      readonly attribute: string;
      /** A field of the lead such as `lead.country`; the rep's attribute must hold its value. */
      readonly field: string;
      /** Who can take a lead without that field. */
      readonly unknown: "anybody" | "nobody";
    };

/** Which ends of a meeting give the turn back; each does when absent. */
export interface GiveBack {
  readonly cancelled?: boolean;
  /** The visitor did not come. When the rep did not come, the turn always counts. */
  readonly noShow?: boolean;
  readonly reassigned?: boolean;
}

/** Reps who share leads. */
export interface Pool {
  readonly id: string;
  readonly name: string;
  /** `leastLoaded`: fewest open leads and meetings ahead for the weight, then who is owed most. */
  readonly rotation: "weighted" | "strict" | "leastLoaded";
  /** `rep`: the fair next rep's times. `any`: times at which anybody is free, the rep chosen at booking. `all`: times at which everybody is. */
  readonly offer: "rep" | "any" | "all";
  readonly members: readonly PoolMember[];
  readonly everybodyAway: EverybodyAway;
  readonly requires?: readonly Requirement[];
  readonly giveBack?: GiveBack;
}
