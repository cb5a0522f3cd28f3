import type { OutcomeKind } from "../route/decision.ts";
import { type Instant, instant } from "../time.ts";
import { isEnded, type LeadState } from "./lead-state.ts";

/** When somebody looks at a new lead for the first time and sets its real deadline, which takes calendars and holidays. */
const firstLookMs = 60_000;

const states: Readonly<Record<OutcomeKind, LeadState>> = {
  offered: "offered",
  fallback: "waiting",
  disqualified: "disqualified",
  message: "answered",
  redirect: "answered",
};

/** Where a lead stands when it was just answered. */
export function firstState(
  outcome: OutcomeKind,
  at: Instant,
): {
  state: LeadState;
  stateAt: Instant;
  rung: number;
  dueAt?: Instant;
} {
  const state = states[outcome];
  return isEnded(state) ? { state, stateAt: at, rung: 0 } : { state, stateAt: at, rung: 0, dueAt: instant(at + firstLookMs) };
}
