/** What may speak for or against a lead's being real. */
export const spamSignals = {
  blocked: 100,
  allowed: -100,
  honeypot: 10,
  no_mail_server: 6,
  link_in_name: 6,
  disposable_mail: 4,
  gibberish_name: 4,
  links_in_message: 4,
  filled_too_fast: 4,
  rate_address: 4,
  rate_network: 4,
  gibberish_company: 3,
  puzzle_failed: 3,
  rate_domain: 2,
  country_mismatch: 2,
  role_address: 1,
  no_email: 1,
  puzzle_solved: -3,
  known_account: -4,
  known_contact: -8,
} as const;

export type SpamCode = keyof typeof spamSignals;

/** The setup's `spam`. */
export interface SpamSettings {
  readonly suspectAt: number;
  readonly spamAt: number;
  /** Points in place of the usual ones; 0 turns a signal off. */
  readonly weights: Readonly<Partial<Record<SpamCode, number>>>;
  /** Addresses, domains and networks such as `203.0.113.0/24` that are never, and always, spam. */
  readonly allow: readonly string[];
  readonly block: readonly string[];
  /** Fields that people do not see. */
  readonly honeypots: readonly string[];
  /** Milliseconds in which nobody fills a form. */
  readonly fastestMs: number;
  /** Submissions an hour that are usual. */
  readonly perHour: { readonly address: number; readonly network: number; readonly domain: number };
  /** What becomes of suspects: routed like others and marked, or held back like spam. */
  readonly suspects: "route" | "hold";
}

export interface SpamSignal {
  readonly code: SpamCode;
  readonly points: number;
  /** For a person; carries nothing that was typed. */
  readonly detail: string;
}

/** Whether a lead is real, with what spoke for and against it. */
export interface SpamJudgement {
  readonly verdict: "clean" | "suspect" | "spam";
  readonly score: number;
  readonly signals: readonly SpamSignal[];
}
