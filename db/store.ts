import type { AuditEntry } from "../server/core/audit/audit-entry.ts";
import type { Booking, BookingStatus } from "../server/core/book/booking.ts";
import type { BookingEvent } from "../server/core/book/booking-event.ts";
import type { Connection } from "../server/core/connect/connection.ts";
import type { Claim } from "../server/core/enrich/claim.ts";
import type { LeadEvent } from "../server/core/escalate/lead-event.ts";
import type { LeadState } from "../server/core/escalate/lead-state.ts";
import type { Drift } from "../server/core/forms/find-drift.ts";
import type { FormMemory } from "../server/core/forms/form-memory.ts";
import type { BookingId, ConnectionId, DecisionId, ImportId, JobId, LeadId, SetupVersionId } from "../server/core/id.ts";
import type { ImportKind, Patch } from "../server/core/import/patch.ts";
import type { ImportReport } from "../server/core/import/report.ts";
import type { Account, AccountAlias, Contact } from "../server/core/match/account.ts";
import type { Watch } from "../server/core/ports/calendar.ts";
import type { SourceFact } from "../server/core/ports/enrich.ts";
import type { Decision } from "../server/core/route/decision.ts";
import type { LedgerEntry } from "../server/core/route/pools/ledger.ts";
import type { Setup } from "../server/core/setup.ts";
import type { Instant } from "../server/core/time.ts";

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

/** A rep who takes no new leads, for good or until an instant. */
export interface PauseRow {
  readonly repId: string;
  readonly pausedAt: Instant;
  readonly untilAt?: Instant;
  /** Who said so. */
  readonly by: string;
}

/** A decision with the exact answer that the page was given, so that the same submission gets the same answer. */
export interface DecisionRow {
  readonly decision: Decision;
  /** JSON text of the answer on the wire. */
  readonly answer: string;
  readonly offerExpiresAt?: Instant;
}

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

/** What live leads taught about the forms, and how that differs from what the rules ask for. */
export interface FormMemoryRow {
  readonly memory: FormMemory;
  readonly drift: readonly Drift[];
  readonly updatedAt: Instant;
}

export interface SetupVersionRow {
  readonly id: SetupVersionId;
  /** SHA-256 of the canonical JSON, hex. */
  readonly hash: string;
  readonly setup: Setup;
  readonly author: string;
  readonly note: string;
  readonly createdAt: Instant;
}

/** What is known of a rep's outside calendars; `spans` are epoch minutes, flat pairs, sorted, rounded outwards. */
export interface BusyRow {
  readonly repId: string;
  readonly spans: Int32Array;
  readonly startAt: Instant;
  readonly endAt: Instant;
  readonly checkedAt: Instant;
  /** Set when the last reading failed: `auth_lost`, `unreachable`, … */
  readonly failure?: string;
  readonly failedSince?: Instant;
}

/** How far a rep's calendar was followed, and who calls us when it changes. */
export interface CalendarSyncRow {
  readonly repId: string;
  /** The account and the choice of calendars that the rest is about; of another one nothing here holds. */
  readonly source: string;
  readonly cursor?: string;
  /** What was seen of bookings and told already, so that it is told once. */
  readonly told: readonly string[];
  readonly watches: readonly Watch[];
  /** When watches are to be asked for again. */
  readonly watchAgainAt: Instant;
  /** When everything was last compared, rather than what was said to have changed. */
  readonly wholeAt: Instant;
}

/** How far changes were seen: the number of a change, and the last key of it. */
export interface ChangeMark {
  readonly change: number;
  readonly key: string;
}

export interface Changed<T> {
  readonly found: readonly T[];
  /** Keys of those that were removed. */
  readonly removed: readonly string[];
  readonly mark: ChangeMark | null;
}

/** How often a process saw one sender in one step of time. */
export interface SubmitCountRow {
  readonly process: string;
  readonly sender: string;
  readonly step: number;
  readonly count: number;
}

/** An alias with who said so, and when. */
export interface StoredAlias extends AccountAlias {
  readonly accountId: string;
  readonly author: string;
  readonly createdAt: Instant;
}

export interface ImportRow {
  readonly id: ImportId;
  readonly kind: ImportKind;
  readonly author: string;
  /** `staging` while it is read; `applying` once every row is known to be good; `applied` or `refused` in the end. */
  readonly state: "staging" | "applying" | "applied" | "refused";
  readonly report: ImportReport;
  readonly updatedAt: Instant;
}

/** A row that was read and is not applied yet. */
export interface StagedRow {
  readonly key: string;
  readonly line: number;
  readonly ref: string | null;
  readonly patch: Patch;
}

/** One aggregate a property; the same on every engine. Every method returns domain values. */
export interface Repos {
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
  readonly bookings: {
    /** False when the database refuses it: an active booking or hold of the rep overlaps. */
    insert(booking: Booking): Promise<boolean>;
    /** Changes time, status, sequence, rep, calendarRef …; false when the new time overlaps another active one of the rep. */
    update(booking: Booking): Promise<boolean>;
    find(id: BookingId): Promise<Booking | null>;
    /** Oldest first: a booking that went to another rep has the link of the one before. */
    listByManageTokenHash(hash: string): Promise<readonly Booking[]>;
    /** Whatever the offers of a lead came to, oldest first; other units that ask for the same lead wait until this one ends. */
    listByLead(leadId: LeadId): Promise<readonly Booking[]>;
    /** Those that occupy a time (`held` unless expired at `now`) and whose block ends after `now`. All reps when none is named. */
    listActive(now: Instant, repId?: string): Promise<readonly Booking[]>;
    /** Whatever was booked, moved or cancelled after `since`, by whichever process. */
    changedSince(since: Instant): Promise<readonly Booking[]>;
    /** `booked` and `confirmed` ones whose meeting is over at `now`, oldest first. */
    listEnded(now: Instant, limit: number): Promise<readonly Booking[]>;
    anyHoldEnded(now: Instant): Promise<boolean>;
    /** Expires holds that ended before `now` and writes it into their histories; returns them. */
    expireHolds(now: Instant): Promise<readonly Booking[]>;
  };
  readonly bookingEvents: {
    /** Adds a line to a booking's history, under its next number. The unit must hold the booking. */
    append(event: Omit<BookingEvent, "seq">): Promise<void>;
    /** In order of time, each booking's in its own order. */
    listByLead(leadId: LeadId): Promise<readonly BookingEvent[]>;
  };
  readonly busy: {
    /** Keeps a reading, unless a later one is there. */
    put(row: BusyRow): Promise<void>;
    all(): Promise<readonly BusyRow[]>;
    find(repId: string): Promise<BusyRow | null>;
    /** Which calendars were found as they are after `since`, by whichever process. */
    checkedSince(since: Instant): Promise<readonly Pick<BusyRow, "repId" | "checkedAt">[]>;
  };
  readonly calendarSyncs: {
    put(row: CalendarSyncRow): Promise<void>;
    find(repId: string): Promise<CalendarSyncRow | null>;
    remove(repId: string): Promise<void>;
  };
  readonly connections: {
    /** Keeps the rep's connection in place of the one before. */
    upsert(connection: Connection): Promise<void>;
    find(id: ConnectionId): Promise<Connection | null>;
    findByRep(repId: string): Promise<Connection | null>;
    all(): Promise<readonly Connection[]>;
    /** What tells a process whether its memory is still right: a few bytes a connection. */
    marks(): Promise<readonly Pick<Connection, "repId" | "id" | "updatedAt">[]>;
    /** False when it is lost already, or gone: of several that find out, one is the first. */
    markLost(id: ConnectionId, at: Instant): Promise<boolean>;
    /** False when it is not lost. */
    markOk(id: ConnectionId, at: Instant): Promise<boolean>;
    /** Says that the rep was told; false when that was after `since` already. */
    markTold(id: ConnectionId, at: Instant, since: Instant): Promise<boolean>;
    /** False when another process is refreshing the tokens at `now`. */
    claimRefresh(id: ConnectionId, now: Instant, until: Instant): Promise<boolean>;
    /** Puts another secret in place of `before` and ends the refresh; false when it is another one by now, or gone. */
    reseal(
      id: ConnectionId,
      secret: Pick<Connection, "sealed" | "keyId"> & { readonly before: Uint8Array; readonly at: Instant },
    ): Promise<boolean>;
    /** Changes what was chosen among the account's calendars and nothing else; false when it is gone. */
    choose(
      id: ConnectionId,
      choice: Required<Pick<Connection, "busyCalendars" | "meetingCalendar">> & { readonly at: Instant },
    ): Promise<boolean>;
    /** False when there is none. */
    remove(repId: string): Promise<boolean>;
  };
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
  readonly accounts: {
    /** Inserts or replaces by id, at most once each in a call; aliases stay as they are. Returns how many said something new. */
    put(accounts: readonly Account[]): Promise<number>;
    /** Removes accounts with their aliases; contacts and children stay. Returns how many there were. */
    remove(ids: readonly string[], at: Instant): Promise<number>;
    /** Forgets that those were there which were removed before. */
    forgetRemoved(before: Instant): Promise<void>;
    /** With their aliases, by id, after this one; "" begins. */
    page(afterId: string, limit: number): Promise<readonly Account[]>;
    findMany(ids: readonly string[]): Promise<readonly Account[]>;
    /** Those of the ids that there is an account for. */
    known(ids: readonly string[]): Promise<ReadonlySet<string>>;
    /** What was changed after the mark, the oldest change first, and the mark to go on from; null when there was nothing. */
    changedAfter(mark: ChangeMark, limit: number): Promise<Changed<Account>>;
    /** The number of the last change of accounts, their aliases and contacts. */
    lastChange(): Promise<number>;
    all(): Promise<readonly Account[]>;
    count(): Promise<number>;
  };
  readonly contacts: {
    /** As for accounts, by e-mail. */
    put(contacts: readonly Contact[]): Promise<number>;
    remove(emails: readonly string[], at: Instant): Promise<number>;
    forgetRemoved(before: Instant): Promise<void>;
    page(afterEmail: string, limit: number): Promise<readonly Contact[]>;
    findMany(emails: readonly string[]): Promise<readonly Contact[]>;
    changedAfter(mark: ChangeMark, limit: number): Promise<Changed<Contact>>;
    all(): Promise<readonly Contact[]>;
  };
  readonly aliases: {
    /** Keeps each once for its account and kind, whatever its case. Counts as a change of the account. Returns how many were new. */
    put(aliases: readonly StoredAlias[]): Promise<number>;
    /** False when there was none. */
    remove(alias: Pick<StoredAlias, "accountId" | "kind" | "text">): Promise<boolean>;
    /** Whatever is said of this text, of any account. */
    byText(text: string): Promise<readonly StoredAlias[]>;
    /** In a steady order, after this one; null begins. */
    page(after: Pick<StoredAlias, "accountId" | "kind" | "text"> | null, limit: number): Promise<readonly StoredAlias[]>;
  };
  readonly imports: {
    insert(row: ImportRow): Promise<void>;
    update(row: Pick<ImportRow, "id" | "state" | "report" | "updatedAt">): Promise<void>;
    find(id: ImportId): Promise<ImportRow | null>;
    /** Keeps rows that were read; returns those of which the key was kept before. */
    stage(id: ImportId, rows: readonly StagedRow[]): Promise<readonly StagedRow[]>;
    /** The lines of the rows that are kept under these keys. */
    linesOf(id: ImportId, keys: readonly string[]): Promise<ReadonlyMap<string, number>>;
    /** In the order of keys, after this one; "" begins. */
    rows(id: ImportId, afterKey: string, limit: number): Promise<readonly StagedRow[]>;
    /** Forgets rows up to a key, this one included. */
    dropRows(id: ImportId, upToKey: string): Promise<void>;
  };
  readonly pauses: {
    /** Pauses the rep, in place of an earlier pause. */
    put(pause: PauseRow): Promise<void>;
    all(): Promise<readonly PauseRow[]>;
    /** False when the rep was not paused. */
    remove(repId: string): Promise<boolean>;
  };
  readonly facts: {
    /** What a source answered when it was asked with this. */
    cached(source: string, key: string): Promise<{ readonly facts: readonly SourceFact[]; readonly at: Instant } | null>;
    keep(row: {
      readonly source: string;
      readonly key: string;
      readonly facts: readonly SourceFact[];
      readonly at: Instant;
    }): Promise<void>;
    /** Forgets answers from before; returns how many. */
    prune(before: Instant): Promise<number>;
    /** Keeps what a source answered after the decision. */
    keepLate(row: { readonly leadId: LeadId; readonly source: string; readonly claims: readonly Claim[] }): Promise<void>;
    late(leadId: LeadId): Promise<readonly Claim[]>;
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

/** The way to the database. Reads see committed data only; a unit of work is all or nothing. */
export interface Store {
  readonly engine: "sqlite" | "postgres";
  readonly read: Repos;
  /**
   * Runs the unit and commits; resolves after the commit is durable. What the unit throws rolls it back and is thrown on.
   * Throws `write_nested` inside a unit, `unit_ended` when the unit's repos are used after its end, `unit_stalled` when a
   * SQLite unit awaits anything but its repos, and `store_unavailable` when the database cannot be written.
   */
  write<T>(unit: (repos: Repos) => Promise<T>): Promise<T>;
  /** Epoch milliseconds by the clock of the database, which all of its processes share; SQLite's is this machine's. */
  now(): number;
  /** Throws `store_unavailable` when the database cannot be written now. */
  ping(): Promise<void>;
  /** A consistent copy of the whole database while others use it; SQLite alone. This thread does nothing else meanwhile. */
  backup(toFile: string): Promise<void>;
  close(): Promise<void>;
}
