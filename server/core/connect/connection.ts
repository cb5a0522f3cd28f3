import type { ConnectionId } from "../id.ts";
import type { Instant } from "../time.ts";

export type ConnectionProvider = "caldav" | "google" | "ics" | "microsoft";

/** A calendar account that a rep connected in the browser; a rep has one at most. */
export interface Connection {
  readonly id: ConnectionId;
  readonly repId: string;
  readonly provider: ConnectionProvider;
  /** The account as its provider calls it: an e-mail address or a user name. */
  readonly account: string;
  /** Address and password, or tokens, sealed by the vault. */
  readonly sealed: Uint8Array;
  /** The vault's key that sealed it. */
  readonly keyId: string;
  /** Ids of the calendars that count as busy; all when empty. */
  readonly busyCalendars: readonly string[];
  /** Id of the calendar that receives meetings; the first one that counts as busy when absent. */
  readonly meetingCalendar?: string;
  /** `lost`: the provider refuses what we hold, so the rep is out until it works again. */
  readonly state: "ok" | "lost";
  readonly lostSince?: Instant;
  /** When the rep was last told by mail that it was lost. */
  readonly toldAt?: Instant;
  /** A process refreshes the tokens until then; the others wait. */
  readonly refreshUntil?: Instant;
  /** Grows at every change: how processes see what another one changed. */
  readonly updatedAt: Instant;
}

/** What the vault keeps of a CalDAV account. */
export interface PasswordAccess {
  readonly kind: "password";
  readonly url: string;
  readonly username: string;
  readonly password: string;
}

/** What the vault keeps of a Google or Microsoft account. */
export interface TokenAccess {
  readonly kind: "tokens";
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly expiresAt: Instant;
}

/** What the vault keeps of a published calendar: whoever has the address can read it. */
export interface FeedAccess {
  readonly kind: "feed";
  readonly url: string;
}

export type ConnectionAccess = PasswordAccess | TokenAccess | FeedAccess;
