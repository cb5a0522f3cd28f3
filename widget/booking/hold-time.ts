import type { HoldAnswer } from "../../server/contract/public.ts";
import { call } from "../shared/call.ts";
import { showTaken } from "./show-taken.ts";
import type { StepProps } from "./view.tsx";
import { wish } from "./wish.ts";

/**
 * Has the chosen time kept while the visitor types, once for each choice. A time that somebody else has just taken is said before the
 * visitor has typed anything; whatever else goes wrong is no matter, as booking asks again.
 */
export const holdTime = (props: StepProps): void => {
  const { state, input } = props;
  const { offer, start } = state;
  if (!offer || start === null || state.held === start) return;
  state.held = start;
  void call<HoldAnswer>(input.origin, "/v1/holds", wish(offer, start)).then((called) => {
    const isStill = state.step === "confirm" && state.start === start && !state.busy;
    if (isStill && "answer" in called && called.answer.outcome === "taken") showTaken(props, called.answer.offer);
  });
};
