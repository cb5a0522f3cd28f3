import type { LedgerEntry } from "../../server/core/route/pools/ledger.ts";
import type { Instant } from "../../server/core/time.ts";

/** A rep who takes no new leads, for good or until an instant. */
export interface PauseRow {
  readonly repId: string;
  readonly pausedAt: Instant;
  readonly untilAt?: Instant;
  /** Who said so. */
  readonly by: string;
}

/** The turns that reps took, and who takes none. */
export interface RepRepos {
  readonly ledger: {
    /** False when the sequence number is taken: somebody else took a turn first. */
    append(entry: LedgerEntry): Promise<boolean>;
    /** Entries after `seq`, in order. */
    after(poolId: string, seq: number): Promise<readonly LedgerEntry[]>;
    /**
     * Waits until no other unit holds the pool's ledger, and keeps others waiting until this unit ends. Gives a number that
     * stays the same while nothing but kept units of this store wrote, or null where that cannot be known.
     */
    hold(poolId: string): Promise<number | null>;
  };
  readonly pauses: {
    /** Pauses the rep, in place of an earlier pause. */
    put(pause: PauseRow): Promise<void>;
    all(): Promise<readonly PauseRow[]>;
    /** False when the rep was not paused. */
    remove(repId: string): Promise<boolean>;
  };
}
