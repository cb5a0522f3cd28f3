import { LaterIcon } from "../shared/later-icons.tsx";
import { book } from "./book.ts";
import { holdTime } from "./hold-time.ts";
import { extrasNow } from "./load-extras.ts";
import { Note, type StepProps } from "./view.tsx";

interface FieldProps extends Pick<StepProps, "state" | "words"> {
  readonly name: "name" | "email";
  readonly error: string;
  readonly hint: string;
}

/** What is typed goes into the state without painting. */
const Field = ({ name, error, hint, state, words }: FieldProps) => {
  const wrong = state.invalid === name;
  return (
    <label class={wrong ? "field wrong" : "field"}>
      <span>{words[name]}</span>
      <input
        name={name}
        inputMode={name === "email" ? "email" : "text"}
        autocomplete={name}
        value={state[name]}
        required
        aria-invalid={wrong}
        aria-describedby={`about-${name}`}
        onInput={(event) => {
          state[name] = event.currentTarget.value;
        }}
      />
      <small id={`about-${name}`}>{wrong ? error : hint}</small>
    </label>
  );
};

export const Confirm = (props: StepProps) => {
  const { state, texts, words, actions } = props;
  const { start, offer, format, busy } = state;
  if (start === null || !offer) return null;
  holdTime(props);
  const extras = extrasNow(props);
  const end = start + offer.meetingType.durationMinutes * 60_000;
  return (
    <form
      noValidate
      data-handraise-ignore
      onSubmit={(event) => {
        event.preventDefault();
        void book(props);
      }}
    >
      <h2 tabIndex={-1}>{words.confirmTitle}</h2>
      <div class="note chosen">
        <LaterIcon name="calendar" />
        <p>
          <b>{format.fullDay(format.day(start))}</b>
          <span>{format.span(start, end)}</span>
        </p>
        <button type="button" onClick={actions.back}>
          {words.change}
        </button>
      </div>
      <Field name="name" error={words.nameMissing} hint="" {...{ state, words }} />
      <Field name="email" error={words.emailWrong} hint={words.emailHint} {...{ state, words }} />
      {extras && <extras.Fields {...props} />}
      <div class="trouble" role="alert">
        <Note {...props} />
      </div>
      {!state.expired && (
        <button type="submit" class="primary" aria-disabled={busy}>
          {busy && <i class="spinner" />}
          {busy ? words.booking : state.note ? texts.retry : words.book}
        </button>
      )}
    </form>
  );
};
