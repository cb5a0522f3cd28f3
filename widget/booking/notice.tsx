import { LaterIcon } from "../shared/later-icons.tsx";
import { type StepProps, Title } from "./view.tsx";

/** Words instead of times: the answer's own, or that there are none. */
export const Notice = ({ state, texts, words, input, close }: StepProps) => {
  const empty = state.step === "empty";
  return (
    <div class="centre">
      <span class="badge">
        <LaterIcon name={empty ? "calendar" : "check"} />
      </span>
      <Title input={input}>{empty ? words.emptyTitle : words.noticeTitle}</Title>
      <p>{empty ? words.empty : state.text || words.sent}</p>
      {!input.target && (
        <button type="button" class="primary" onClick={close}>
          {texts.close}
        </button>
      )}
    </div>
  );
};
