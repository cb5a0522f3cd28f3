import css from "../shared/steps.css?inline";
import { ZoneSelect } from "../shared/zone-select.tsx";
import { Confirm } from "./confirm.tsx";
import { Done } from "./done.tsx";
import { extrasNow } from "./load-extras.ts";
import { Notice } from "./notice.tsx";
import type { StepProps, Steps } from "./view.tsx";

const Step = (props: StepProps) => {
  if (props.state.step === "confirm") return <Confirm {...props} />;
  return props.state.step === "done" ? <Done {...props} /> : <Notice {...props} />;
};

const Choices = (props: StepProps & { readonly at: number }) => {
  const { state, words, actions, at } = props;
  const extras = extrasNow(props);
  return (
    <>
      {extras && <extras.Lengths {...props} />}
      <ZoneSelect {...{ words, at }} format={state.format} change={actions.changeZone} />
    </>
  );
};

/** What the first paint of the times does without. */
export const steps: Steps = { css, Step, Choices };
