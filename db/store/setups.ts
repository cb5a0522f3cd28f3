import type { AuditEntry } from "../../server/core/audit/audit-entry.ts";
import type { Drift } from "../../server/core/forms/find-drift.ts";
import type { FormMemory } from "../../server/core/forms/form-memory.ts";
import type { SetupVersionId } from "../../server/core/id.ts";
import type { Setup } from "../../server/core/setup.ts";
import type { Instant } from "../../server/core/time.ts";

export interface SetupVersionRow {
  readonly id: SetupVersionId;
  /** SHA-256 of the canonical JSON, hex. */
  readonly hash: string;
  readonly setup: Setup;
  readonly author: string;
  readonly note: string;
  readonly createdAt: Instant;
}

/** What live leads taught about the forms, and how that differs from what the rules ask for. */
export interface FormMemoryRow {
  readonly memory: FormMemory;
  readonly drift: readonly Drift[];
  readonly updatedAt: Instant;
}

/** Setups, their audit, and what was learned of their forms. */
export interface SetupRepos {
  readonly setups: {
    insert(row: SetupVersionRow): Promise<void>;
    find(id: SetupVersionId): Promise<SetupVersionRow | null>;
    /** The version that is live. */
    active(): Promise<SetupVersionRow | null>;
    /** Which one that is, without reading it. */
    activeId(): Promise<SetupVersionId | null>;
    activate(id: SetupVersionId, at: Instant): Promise<void>;
    /** The version that was live before the one that is. */
    previous(): Promise<SetupVersionRow | null>;
    /** The newest first; `activatedAt` is null for a draft. */
    list(limit: number): Promise<readonly (Omit<SetupVersionRow, "setup"> & { readonly activatedAt: Instant | null })[]>;
  };
  readonly formMemory: {
    read(): Promise<FormMemoryRow | null>;
    write(row: FormMemoryRow): Promise<void>;
  };
  readonly audit: {
    /** The newest entry; other units that ask for it wait for the end of this one. */
    last(): Promise<AuditEntry | null>;
    insert(entry: AuditEntry): Promise<void>;
    newest(limit: number): Promise<readonly AuditEntry[]>;
    /** Entries after a number, in order. */
    after(seq: number, limit: number): Promise<readonly AuditEntry[]>;
  };
}
