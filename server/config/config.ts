export type Mode = "production" | "development" | "demo";
export type LogLevel = "fatal" | "error" | "warn" | "info" | "debug" | "trace" | "silent";

/** The environment, parsed: plain values that may be logged. What may not is in `Secrets`. */
export interface Config {
  readonly mode: Mode;
  /** 0 asks the system for a free port. */
  readonly port: number;
  readonly host: string;
  /** Where SQLite keeps its file, or Postgres, whose URL is a secret. */
  readonly database: { readonly engine: "sqlite"; readonly file: string } | { readonly engine: "postgres" };
  /** Address of this server as visitors reach it, without a trailing slash. */
  readonly publicUrl: string;
  /** Where the signing key is read from, and made at the first start with mode 0600, when the environment gives none. */
  readonly signingKeyFile: string;
  readonly mailFrom: string;
  readonly logLevel: LogLevel;
  /** Addresses and CIDR ranges whose `X-Forwarded-For` is believed. */
  readonly trustedProxies: readonly string[];
  readonly offerMinutes: number;
  readonly calendarDeadlineMs: number;
  readonly calendarFreshSeconds: number;
  readonly calendarWatchedFreshSeconds: number;
  /** Who is told by mail when a rep's calendar is lost; null when nobody is named. */
  readonly operatorMail: string | null;
  /** Public requests that one client may make in a minute; 0 means no limit. */
  readonly rateLimitPerMinute: number;
  /** Whether reps may connect calendar servers at private addresses, and without https. */
  readonly privateCalendars: boolean;
  /** The `.mmdb` files with countries and networks of IP addresses. */
  readonly geoFiles: readonly string[];
  /** Whether enrichment may ask sources at private addresses, and without https. */
  readonly privateSources: boolean;
}
