import type { Offer } from "../../server/contract/public.ts";
import { takeOffer } from "./state.ts";
import type { StepProps } from "./view.tsx";

/** Fresh times in place of the one that somebody else has now. */
export const showTaken = ({ state, words, paint }: StepProps, offer: Offer): void => {
  takeOffer(state, offer);
  if (state.starts.length > 0) state.note = words.taken;
  else state.step = "empty";
  paint("h2");
};
