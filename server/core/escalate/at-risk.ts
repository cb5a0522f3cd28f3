import type { Instant } from "../time.ts";
import type { LeadState } from "./lead-state.ts";

/** From this part of its time on a lead is at risk. */
const riskyFrom = 0.75;

/** Whether a lead that waits for somebody has used most of the time until its next deadline. */
export function isAtRisk(
  lead: { readonly state: LeadState; readonly stateAt: Instant; readonly dueAt?: Instant; readonly pausedMinutes?: number },
  now: Instant,
): boolean {
  const { state, stateAt, dueAt, pausedMinutes } = lead;
  const waits = state === "assigned" || state === "waiting" || state === "offered";
  if (!waits || dueAt === undefined || pausedMinutes !== undefined) return false;
  return now >= stateAt + riskyFrom * (dueAt - stateAt);
}
