import type { LeadId } from "../../server/core/id.ts";
import type { Instant } from "../../server/core/time.ts";

/** A submission as it was captured: raw bytes first, everything else later. */
export interface CapturedSubmission {
  /** The page's id, or one made by us (`anon_…`) when none could be read. */
  readonly id: string;
  /** 0 for the first body under this id; a later, different body is the next revision. */
  readonly revision: number;
  readonly receivedAt: Instant;
  readonly body: Uint8Array;
  readonly contentType: string;
  readonly origin: string;
  /** `captured` has no decision yet; `decided` has; `rejected` was kept but could not be read (see `errorCode`). */
  readonly state: "captured" | "decided" | "rejected";
  readonly errorCode?: string;
  readonly leadId?: LeadId;
}

/** How often a process saw one sender in one step of time. */
export interface SubmitCountRow {
  readonly process: string;
  readonly sender: string;
  readonly step: number;
  readonly count: number;
}

/** What pages sent, how often each sender did, and the puzzles that were solved for it. */
export interface SubmissionRepos {
  readonly submissions: {
    /** Keeps the body: `created`; `repeat` of the very same body; or `revision` with its number when the body differs. */
    capture(submission: Omit<CapturedSubmission, "revision" | "state" | "leadId" | "errorCode">): Promise<{
      readonly kind: "created" | "repeat" | "revision";
      readonly revision: number;
    }>;
    find(id: string, revision: number): Promise<CapturedSubmission | null>;
    /** False when it is decided already: another process was first. */
    markDecided(id: string, revision: number, leadId: LeadId): Promise<boolean>;
    markRejected(id: string, revision: number, errorCode: string): Promise<void>;
    /** Captured before `before` and without a decision: what a sweeper must finish. */
    undecided(before: Instant, limit: number): Promise<readonly CapturedSubmission[]>;
    count(): Promise<number>;
  };
  readonly submitCounts: {
    put(rows: readonly (SubmitCountRow & { readonly updatedAt: Instant })[]): Promise<void>;
    /** What every other process said since then. */
    ofOthers(process: string, since: Instant): Promise<readonly SubmitCountRow[]>;
    prune(before: Instant): Promise<void>;
  };
  readonly usedPuzzles: {
    /** False when the puzzle counted for another submission already; for its own it may be taken again. */
    take(puzzle: { readonly id: string; readonly submissionId: string; readonly expiresAt: Instant }): Promise<boolean>;
    /** Forgets those that are too old to be taken. */
    prune(now: Instant): Promise<void>;
  };
}
