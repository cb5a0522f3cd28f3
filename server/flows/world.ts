import type { Store } from "../../db/store.ts";
import type { CalendarSettings, Rep } from "../core/availability/rep.ts";
import type { Connection, ConnectionAccess } from "../core/connect/connection.ts";
import type { EnrichSettings } from "../core/enrich/enrich-settings.ts";
import type { RandomBytes } from "../core/id.ts";
import type { Calendar } from "../core/ports/calendar.ts";
import type { EnrichSource } from "../core/ports/enrich.ts";
import type { Holidays } from "../core/ports/holidays.ts";
import type { Mailer } from "../core/ports/mail.ts";
import type { Puzzle } from "../core/ports/puzzle.ts";
import type { SignIn } from "../core/ports/sign-in.ts";
import type { Vault } from "../core/ports/vault.ts";
import type { Instant } from "../core/time.ts";
import type { State } from "../state/state.ts";

/** Keyed and plain digests, handed in because flows know no platform. */
export interface Digests {
  /** HMAC-SHA-256 with the server's secret. */
  sign(data: Uint8Array): Uint8Array;
  sha256Hex(data: Uint8Array | string): string;
  /** Constant-time comparison. */
  same(a: Uint8Array, b: Uint8Array): boolean;
}

/** Counters that a flow feeds; a no-op in tests that do not look. */
export interface Meter {
  submission(outcome: string): void;
  booking(outcome: string): void;
  calendarRead(outcome: string): void;
}

export interface FlowLog {
  info(fields: Readonly<Record<string, unknown>>, message: string): void;
  warn(fields: Readonly<Record<string, unknown>>, message: string): void;
  error(fields: Readonly<Record<string, unknown>>, message: string): void;
}

/** Everything outside that a flow may use. */
export interface World {
  readonly store: Store;
  readonly state: State;
  readonly now: () => Instant;
  /** Milliseconds of a clock that never jumps, for measuring steps. */
  readonly stopwatch: () => number;
  readonly random: RandomBytes;
  readonly digests: Digests;
  readonly calendars: {
    open(rep: Rep): Calendar;
    isLocal(kind: CalendarSettings["kind"]): boolean;
    /** An account that is not kept yet, or with all of its calendars whatever was chosen among them. */
    openAccount(rep: Rep, account: Pick<Connection, "id" | "provider" | "account">, access: ConnectionAccess): Calendar;
    /** Why this server does not ask an address that somebody typed; null when it may. */
    addressProblem(url: string): Promise<"insecure" | "private" | "unknown_host" | null>;
  };
  readonly enrich: {
    /** The sources that a setup describes, opened once for it. */
    sources(settings: EnrichSettings): readonly EnrichSource[];
  };
  readonly puzzle: Puzzle;
  readonly vault: Vault;
  readonly signIn: SignIn;
  /** Milliseconds later. */
  readonly pause: (ms: number) => Promise<void>;
  readonly mailer: Mailer;
  readonly holidays: Holidays;
  readonly meter: Meter;
  readonly log: FlowLog;
  /** Says that a job was written, so that the runner looks at once. */
  readonly wakeJobs: () => void;
  readonly settings: {
    /** Address of this server as visitors reach it, without a trailing slash. */
    readonly publicUrl: string;
    readonly offerMinutes: number;
    readonly calendarTimeoutMs: number;
    /** Who is told by mail what only the operator can mend; null when nobody is named. */
    readonly operatorMail: string | null;
  };
}
