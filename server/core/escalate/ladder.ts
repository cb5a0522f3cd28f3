import type { WeeklyHours } from "../availability/rep.ts";
import type { ZoneName } from "../time.ts";

/** A step of a ladder, so many working minutes after the lead came to its state. */
export type Rung = {
  readonly afterMinutes: number;
} /** The rep who has the lead is mailed, with a link to say that there was a touch. */ & (
  | { readonly do: "remind" }
  /** The same to other addresses, such as a shared inbox or a phone's mail gateway. */
  | { readonly do: "remindElsewhere"; readonly to: readonly string[] }
  /** Who answers for the rep is told. */
  | { readonly do: "alertManager"; readonly to: readonly string[] }
  /** The lead is routed again without the reps who had it. */
  | { readonly do: "reassign" }
  /** The rep takes no new leads, for so long or until resumed. */
  | { readonly do: "pauseRep"; readonly minutes?: number }
  /** The lead goes where the catch-all says. */
  | { readonly do: "handOver" }
);

/** States in which a ladder goes on. */
export type LadderPhase = "offered" | "waiting" | "assigned" | "booked";

/** What happens to leads that nobody touches; steps of each state in their order. */
export interface Ladder {
  readonly id: string;
  /** Pools whose leads it is for; all, and leads of no pool, when absent. */
  readonly pools?: readonly string[];
  /** Whose working time counts: the rep's, the team's, both at once, or every minute. */
  readonly clock: "rep" | "team" | "both" | "always";
  /** The team's hours, in its zone; every hour when absent. */
  readonly hours?: readonly WeeklyHours[];
  readonly timeZone: ZoneName;
  readonly steps: Readonly<Partial<Record<LadderPhase, readonly Rung[]>>>;
}

/** The first ladder for a lead of this pool; null when there is none. */
export function ladderOf(ladders: readonly Ladder[], poolId: string | undefined): Ladder | null {
  return ladders.find(({ pools }) => pools === undefined || (poolId !== undefined && pools.includes(poolId))) ?? null;
}
