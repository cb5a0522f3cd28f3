import css from "../shared/steps.css?inline";
import { Confirm } from "./confirm.tsx";
import { Done } from "./done.tsx";
import type { Steps } from "./view.tsx";

/** From the chosen time to the booked meeting. */
export const later: Steps = {
  css,
  LaterStep: (props) => (props.state.step === "done" ? <Done {...props} /> : <Confirm {...props} />),
};
