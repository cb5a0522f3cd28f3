import type { BookingStatus } from "../../server/core/book/booking.ts";
import type { LeadEvent } from "../../server/core/escalate/lead-event.ts";
import type { LeadState } from "../../server/core/escalate/lead-state.ts";
import type { DecisionId, LeadId } from "../../server/core/id.ts";
import type { Decision } from "../../server/core/route/decision.ts";
import type { Instant } from "../../server/core/time.ts";

export interface LeadRow {
  readonly id: LeadId;
  readonly submissionId: string;
  readonly createdAt: Instant;
  readonly email?: string;
  readonly emailDomain?: string;
  readonly name?: string;
  readonly company?: string;
  readonly outcome: string;
  /** Who has the lead now. */
  readonly repId?: string;
  readonly poolId?: string;
  /** The rule that decided; absent for the catch-all. */
  readonly ruleId?: string;
  readonly state: LeadState;
  /** Since when. */
  readonly stateAt: Instant;
  /** When the lead must have left its state, or its ladder goes on; absent when it ended. */
  readonly dueAt?: Instant;
  /** The rung of the ladder that comes next in this state; 0 at first. */
  readonly rung: number;
  /** Working minutes that had run when the clock was paused; absent while it runs. */
  readonly pausedMinutes?: number;
}

/** Who has a lead, and where it stands. */
export type LeadPlace = Pick<LeadRow, "state" | "stateAt" | "dueAt" | "repId" | "poolId" | "rung" | "pausedMinutes">;

/** A decision with the exact answer that the page was given, so that the same submission gets the same answer. */
export interface DecisionRow {
  readonly decision: Decision;
  /** JSON text of the answer on the wire. */
  readonly answer: string;
  readonly offerExpiresAt?: Instant;
}

/** Leads, where they stand and how they were decided. */
export interface LeadRepos {
  readonly leads: {
    insert(lead: LeadRow): Promise<void>;
    find(id: LeadId): Promise<LeadRow | null>;
    /** Newest first, by id within a millisecond, each with the status of its newest booking; `before` pages on. */
    list(page: {
      readonly limit: number;
      readonly before?: Pick<LeadRow, "createdAt" | "id">;
    }): Promise<readonly (LeadRow & { readonly booking?: BookingStatus })[]>;
    /** Gives a lead that ended as spam its new outcome, rep and state. False when it did not end so. */
    release(
      id: LeadId,
      to: Pick<LeadRow, "outcome" | "state" | "stateAt" | "dueAt" | "repId" | "poolId" | "ruleId">,
    ): Promise<boolean>;
    /** What the lead is answered by its newest decision. */
    answered(id: LeadId, answer: Pick<LeadRow, "outcome"> & { readonly ruleId: string | null }): Promise<void>;
    /** Changes who has the lead and where it stands. False when it is not in the state, since that time, and at the rung of `from` any more. */
    move(id: LeadId, from: Pick<LeadRow, "state" | "stateAt" | "rung">, to: LeadPlace): Promise<boolean>;
    /** Leads that should have left their state by `now`, longest overdue first. */
    due(now: Instant, limit: number): Promise<readonly LeadRow[]>;
    countDue(before: Instant): Promise<number>;
    /** Leads that came after `since`, oldest first. */
    since(since: Instant): Promise<readonly LeadRow[]>;
    /** Leads that reps got after `since`, of any rep. */
    takenSince(since: Instant): Promise<readonly { readonly repId: string; readonly createdAt: Instant }[]>;
    /** How many leads that have not ended each rep has. */
    openByRep(): Promise<readonly { readonly repId: string; readonly count: number }[]>;
    /** Newest first: of a person when `email` is given, else of the whole domain. */
    ofDomain(who: {
      readonly domain: string;
      readonly email?: string;
      readonly since: Instant;
      readonly limit: number;
    }): Promise<readonly LeadRow[]>;
  };
  readonly leadEvents: {
    /** Writes the lead's next line. The lead must have been moved, or kept where it is, in the same unit. */
    append(event: Omit<LeadEvent, "seq">): Promise<void>;
    listByLead(leadId: LeadId): Promise<readonly LeadEvent[]>;
    since(at: Instant): Promise<readonly LeadEvent[]>;
  };
  readonly decisions: {
    insert(row: DecisionRow): Promise<void>;
    find(id: DecisionId): Promise<DecisionRow | null>;
    findByLead(leadId: LeadId): Promise<DecisionRow | null>;
  };
}
