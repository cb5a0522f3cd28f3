import type { HoldAnswer } from "../../server/contract/public.ts";
import { call } from "../shared/call.ts";
import { takeOffer } from "./state.ts";
import type { StepProps } from "./view.tsx";

/**
 * Has the chosen time kept while the visitor types, once for each choice. A time that somebody else has just taken is said before the
 * visitor has typed anything; whatever else goes wrong is no matter, as booking asks again.
 */
export const holdTime = ({ state, words, input, paint }: StepProps): void => {
  const { offer, start } = state;
  if (!offer || start === null || state.held === start) return;
  state.held = start;
  const minutes = offer.meetingType.lengths && offer.meetingType.durationMinutes;
  const body = { token: offer.token, start: new Date(start).toISOString(), minutes };
  void call<HoldAnswer>(input.origin, "/v1/holds", body).then((called) => {
    const isStill = state.step === "confirm" && state.start === start && !state.busy;
    if (!isStill || !("answer" in called) || called.answer.outcome !== "taken") return;
    takeOffer(state, called.answer.offer);
    if (state.starts.length > 0) state.note = words.taken;
    else state.step = "empty";
    paint("h2");
  });
};
