import type { OutcomeOfLead } from "./lead-event.ts";
import type { LeadState } from "./lead-state.ts";

const untouched: ReadonlySet<LeadState> = new Set(["offered", "waiting", "assigned", "no_show", "answered", "closed"]);

/** Where a lead stands after somebody said what became of it. A touch moves only a lead that nobody touched before. */
export function stateAfter(state: LeadState, said: OutcomeOfLead): LeadState {
  if (said === "touched") return untouched.has(state) ? "touched" : state;
  return said;
}
