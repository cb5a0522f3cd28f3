import type { Rep } from "./availability/rep.ts";
import type { EnrichSettings } from "./enrich/enrich-settings.ts";
import type { Ladder } from "./escalate/ladder.ts";
import type { MatchSettings } from "./match/match-options.ts";
import type { HolidayPlace } from "./ports/holidays.ts";
import type { SpamSettings } from "./qualify/spam/spam-settings.ts";
import type { Pool } from "./route/pools/pool.ts";
import type { ReturningPolicy } from "./route/pools/returning.ts";
import type { Router } from "./route/router.ts";
import type { ScorePolicy } from "./route/score.ts";
import type { Territory } from "./route/territory.ts";
import type { MeetingType } from "./slots/meeting-type.ts";

/** Shares of the past days' leads, 0 to 1, that a new version must keep to go live. */
export interface Guards {
  readonly catchAllAtMost?: number;
  readonly fallbackAtMost?: number;
  readonly disqualifiedAtMost?: number;
  readonly changedOwnerAtMost?: number;
  /** How far back; 30 when absent. */
  readonly days?: number;
}

/** A form that the router serves: its fields by their names, and the options of those that have some. */
export interface FormShape {
  readonly id: string;
  readonly name: string;
  readonly fields: readonly { readonly name: string; readonly options?: readonly string[] }[];
}

/** Everything that RevOps decides, as one immutable document: applied as a whole, versioned by its hash. */
export interface Setup {
  readonly company: {
    readonly name: string;
    readonly accent?: string;
    readonly timeZone: string;
    /** Whose public holidays stop clocks. */
    readonly holidays?: HolidayPlace;
  };
  /** Origins whose pages may send submissions; empty means any. */
  readonly sites: readonly { readonly origin: string }[];
  readonly reps: readonly Rep[];
  readonly pools: readonly Pool[];
  readonly meetingTypes: readonly MeetingType[];
  readonly guards?: Guards;
  /** What the forms send, for the checks; a setup may name none. */
  readonly forms?: readonly FormShape[];
  /** Scores that conditions may ask; a setup of an older version has none. */
  readonly scores?: readonly ScorePolicy[];
  /** In the order in which they are asked; a setup of an older version has none. */
  readonly territories?: readonly Territory[];
  /** What happens to leads that nobody touches; a setup of an older version has none. */
  readonly ladders?: readonly Ladder[];
  /** What holds for people who come back; absent when they are like everybody. */
  readonly returning?: ReturningPolicy;
  /** How leads find their account; absent when that is as usual. */
  readonly matching?: MatchSettings;
  /** Who is asked about a lead; absent when nobody is. */
  readonly enrich?: EnrichSettings;
  /** How spam is told from leads; absent when nothing is judged. */
  readonly spam?: SpamSettings;
  readonly router: Router;
}
