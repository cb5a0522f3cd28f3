import type { Connection } from "../../server/core/connect/connection.ts";
import type { ConnectionId } from "../../server/core/id.ts";
import type { Watch } from "../../server/core/ports/calendar.ts";
import type { Instant } from "../../server/core/time.ts";

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

/** Outside calendars: the way to them, and what is known of them. */
export interface CalendarRepos {
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
}
