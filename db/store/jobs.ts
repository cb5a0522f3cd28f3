import type { JobId } from "../../server/core/id.ts";
import type { Instant } from "../../server/core/time.ts";

export interface JobRow {
  readonly id: JobId;
  readonly kind: string;
  /** At most one job that is not done has this key. */
  readonly uniqueKey: string;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly runAt: Instant;
  readonly state: "ready" | "leased" | "done" | "dead";
  readonly attempts: number;
  readonly leaseOwner?: string;
  readonly leaseUntil?: Instant;
  readonly lastError?: string;
}

export interface MessageRow {
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly ics?: string;
  readonly createdAt: Instant;
}

/** What is to be done, and the messages that were sent. */
export interface JobRepos {
  readonly jobs: {
    /** False when an unfinished job has the same unique key. */
    enqueue(job: {
      readonly id: JobId;
      readonly kind: string;
      readonly uniqueKey: string;
      readonly payload: Readonly<Record<string, unknown>>;
      readonly runAt: Instant;
    }): Promise<boolean>;
    /** Leases up to `limit` due jobs, oldest first, expired leases included; attempts grow by one. */
    claim(owner: string, now: Instant, leaseUntil: Instant, limit: number): Promise<readonly JobRow[]>;
    /** Each of the four returns false when the lease is not (any more) `owner`'s. */
    complete(id: JobId, owner: string): Promise<boolean>;
    retry(id: JobId, owner: string, runAt: Instant, error: string): Promise<boolean>;
    bury(id: JobId, owner: string, error: string): Promise<boolean>;
    release(id: JobId, owner: string): Promise<boolean>;
    /** When the next ready job is due or the next lease ends; null when there is nothing. */
    nextDueAt(): Promise<Instant | null>;
    counts(): Promise<Readonly<Record<JobRow["state"], number>>>;
    listDead(limit: number): Promise<readonly JobRow[]>;
    /** Forgets jobs that were done before `before`; returns how many. */
    prune(before: Instant): Promise<number>;
  };
  readonly messages: {
    /** Keeps a message once per id. */
    insert(message: MessageRow): Promise<void>;
    list(limit: number): Promise<readonly MessageRow[]>;
    find(id: string): Promise<MessageRow | null>;
  };
}
