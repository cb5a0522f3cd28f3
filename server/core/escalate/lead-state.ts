/**
 * Where a lead stands; the closed list. `offered` is shown times, `waiting` waits for people, `assigned` has a rep who must get in
 * touch, `booked` has a meeting ahead. `touched`, `met`, `qualified` and `no_show` are told by people, and so is how it ends.
 */
export const leadStates = [
  "offered",
  "waiting",
  "assigned",
  "booked",
  "touched",
  "met",
  "qualified",
  "no_show",
  "won",
  "lost",
  "disqualified",
  "answered",
  "closed",
] as const;

export type LeadState = (typeof leadStates)[number];

const ended: ReadonlySet<LeadState> = new Set(["won", "lost", "disqualified", "answered", "closed"]);

/** Whether the lead needs nobody any more: such a state has no deadline. */
export function isEnded(state: LeadState): boolean {
  return ended.has(state);
}
