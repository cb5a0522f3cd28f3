import { type Instant, instant } from "../time.ts";
import type { LadderPhase, Rung } from "./ladder.ts";
import type { LeadState } from "./lead-state.ts";

/** What there is to do with a lead whose deadline has come. */
export type Step =
  | { readonly kind: "wait"; readonly dueAt: Instant }
  | { readonly kind: "climb"; readonly rung: Rung }
  | { readonly kind: "leave"; readonly to: LeadState; readonly why: string };

export interface LeadPosition {
  readonly state: LeadState;
  readonly stateAt: Instant;
  readonly rung: number;
  readonly hasRep: boolean;
}

export interface StepInput {
  readonly lead: LeadPosition;
  readonly now: Instant;
  /** Of the ladder, for the lead's state. */
  readonly rungs: readonly Rung[];
  /** When so many working minutes after the lead came to its state have passed. */
  readonly dueAfter: (minutes: number) => Instant;
  /** The lead's last meeting, if it had one. */
  readonly meeting?: { readonly endAt: Instant; readonly end: "ahead" | "met" | "no_show" | "none" };
}

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** How long a lead stays in a state after its ladder ended, at the most. */
const longestMs: Readonly<Record<Exclude<LeadState, "booked">, number>> = {
  offered: dayMs,
  waiting: 14 * dayMs,
  assigned: 14 * dayMs,
  touched: 90 * dayMs,
  met: 90 * dayMs,
  qualified: 90 * dayMs,
  no_show: 90 * dayMs,
  won: 0,
  lost: 0,
  disqualified: 0,
  answered: 0,
  closed: 0,
};

/** After a meeting's end somebody has so long to say how it was; then it counts as met. */
const sayWithinMs = dayMs;

/** Whether the ladder has steps in a state. */
export function phaseOf(state: LeadState): LadderPhase | null {
  return state === "offered" || state === "waiting" || state === "assigned" || state === "booked" ? state : null;
}

/** The next step of a lead: a rung of its ladder that is due, a state to leave, or the next deadline. Never nothing. */
export function nextStep(input: StepInput): Step {
  const { lead, now, rungs, dueAfter } = input;
  const meeting = lead.state === "booked" ? afterMeeting(input) : null;
  if (meeting?.kind === "leave") return meeting;
  const rung = rungs[lead.rung];
  if (rung !== undefined) {
    const dueAt = dueAfter(rung.afterMinutes);
    if (dueAt <= now) return { kind: "climb", rung };
    return { kind: "wait", dueAt: meeting?.kind === "wait" && meeting.dueAt < dueAt ? meeting.dueAt : dueAt };
  }
  if (meeting !== null) return meeting;
  const until = lead.state === "booked" ? now : instant(lead.stateAt + longestMs[lead.state]);
  return until <= now ? overstayed(lead) : { kind: "wait", dueAt: until };
}

function afterMeeting({ lead, now, meeting }: StepInput): Step {
  const nobody = lead.hasRep ? "assigned" : "waiting";
  if (meeting === undefined || meeting.end === "none") return { kind: "leave", to: nobody, why: "there is no meeting any more" };
  if (meeting.end === "no_show") return { kind: "leave", to: "no_show", why: "the visitor did not come" };
  const until = instant(meeting.endAt + sayWithinMs);
  if (meeting.end === "met" || until <= now) return { kind: "leave", to: "met", why: "the meeting is over" };
  return { kind: "wait", dueAt: until };
}

function overstayed(lead: LeadPosition): Step {
  if (lead.state === "offered") {
    const to = lead.hasRep ? "assigned" : "waiting";
    return { kind: "leave", to, why: "no time was booked" };
  }
  return { kind: "leave", to: "closed", why: `nothing happened while it was ${lead.state}` };
}
