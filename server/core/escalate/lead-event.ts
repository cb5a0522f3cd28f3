import type { LeadId } from "../id.ts";
import type { Instant } from "../time.ts";
import type { LeadState } from "./lead-state.ts";

/** What people say that became of a lead. */
export const outcomeKinds = ["touched", "met", "qualified", "won", "lost", "no_show"] as const;
export type OutcomeOfLead = (typeof outcomeKinds)[number];

/** One line of a lead's life after its answer, numbered from 1 without a gap and never edited. */
export interface LeadEvent {
  readonly leadId: LeadId;
  readonly seq: number;
  readonly at: Instant;
  /** A state that the lead came to, or a rung of a ladder that was climbed. */
  readonly kind:
    | LeadState
    | "reminded"
    | "alerted"
    | "reassigned"
    | "rep_paused"
    | "handed_over"
    | "clock_paused"
    | "clock_resumed";
  /** Who had the lead then. */
  readonly repId?: string;
  /** `click`, `call`, `meeting`, `api`, `csv`, `ladder`, `sweeper`, or who it was. */
  readonly by: string;
  readonly why?: string;
}
