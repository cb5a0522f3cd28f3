import type { BookingId } from "../id.ts";
import type { Lead } from "../lead/lead.ts";
import type { Match } from "../match/account.ts";
import type { SpamJudgement } from "../qualify/spam/spam-settings.ts";
import type { Verdict } from "../qualify/verdict.ts";
import type { Instant } from "../time.ts";

/** Something that a source said of the lead, e.g. an enrichment. */
export interface Fact {
  readonly value: string | number | boolean | readonly string[];
  readonly source: string;
  /** When the source said it. */
  readonly at: Instant;
  /** How sure the source is, 0 to 1. */
  readonly confidence?: number;
}

export type Facts = Readonly<Record<string, Fact>>;

/** What came earlier from the same person and from the same company's domain, this lead not counted. */
export interface History {
  readonly personLeads: number;
  readonly domainLeads: number;
  readonly personBookings: number;
  readonly domainBookings: number;
  readonly personNoShows?: number;
  readonly domainNoShows?: number;
  /** The first contact, within what was looked back at. */
  readonly personFirstLeadAt?: Instant;
  readonly domainFirstLeadAt?: Instant;
  readonly personLastLeadAt?: Instant;
  readonly domainLastLeadAt?: Instant;
  /** Who had earlier leads of the person, then of the domain, newest first, within the window that the setup says. */
  readonly earlierReps?: readonly string[];
  /** Leads within each of the setup's limits. */
  readonly withinLimits?: readonly number[];
  /** A meeting of the person that is still ahead. */
  readonly openBookingId?: BookingId;
}

/** What conditions are asked about. `verdict` is absent while the lead is being qualified. */
export interface Subject {
  readonly lead: Lead;
  readonly match: Match;
  readonly verdict?: Verdict;
  /** Absent when nothing enriched the lead: then every `facts.…` is missing. */
  readonly facts?: Facts;
  /** Absent when it was not looked up: then every `history.…` is missing, which is not zero. */
  readonly history?: History;
  /** Whether the lead is real; absent when nobody judged. */
  readonly spam?: SpamJudgement;
  readonly now: Instant;
}

/** What a decision was asked about, out of its record. */
export function subjectOf(recorded: Omit<Subject, "now"> & { readonly decidedAt: Instant }): Subject {
  const { lead, match, verdict, facts, history, spam, decidedAt } = recorded;
  return {
    lead,
    match,
    now: decidedAt,
    ...(verdict === undefined ? {} : { verdict }),
    ...(facts === undefined ? {} : { facts }),
    ...(history === undefined ? {} : { history }),
    ...(spam === undefined ? {} : { spam }),
  };
}
