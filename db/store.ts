import type { AccountRepos } from "./store/accounts.ts";
import type { BookingRepos } from "./store/bookings.ts";
import type { CalendarRepos } from "./store/calendars.ts";
import type { ImportRepos } from "./store/imports.ts";
import type { JobRepos } from "./store/jobs.ts";
import type { LeadRepos } from "./store/leads.ts";
import type { RepRepos } from "./store/reps.ts";
import type { SetupRepos } from "./store/setups.ts";
import type { SubmissionRepos } from "./store/submissions.ts";

/** One aggregate a property; the same on every engine. Every method returns domain values. */
export interface Repos
  extends SubmissionRepos,
    LeadRepos,
    RepRepos,
    BookingRepos,
    CalendarRepos,
    JobRepos,
    AccountRepos,
    ImportRepos,
    SetupRepos {}

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
