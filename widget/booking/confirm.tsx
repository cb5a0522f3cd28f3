import { Icon } from "../shared/icons.tsx";
import { book } from "./book.ts";
import { Note, type ViewProps } from "./view.tsx";

interface FieldProps extends Pick<ViewProps, "state" | "texts"> {
  readonly name: "name" | "email";
  readonly error: string;
  readonly hint: string;
}

/** What is typed goes into the state without painting. */
const Field = ({ name, error, hint, state, texts }: FieldProps) => {
  const wrong = state.invalid === name;
  return (
    <label class={wrong ? "field wrong" : "field"}>
      <span>{texts[name]}</span>
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

export const Confirm = (props: ViewProps) => {
  const { state, texts, actions } = props;
  const { start, offer, format, busy } = state;
  if (start === null || !offer) return null;
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
      <h2 tabIndex={-1}>{texts.confirmTitle}</h2>
      <div class="note chosen">
        <Icon name="calendar" />
        <p>
          <b>{format.fullDay(format.day(start))}</b>
          <span>{format.span(start, end)}</span>
        </p>
        <button type="button" onClick={actions.back}>
          {texts.change}
        </button>
      </div>
      <Field name="name" error={texts.nameMissing} hint="" {...{ state, texts }} />
      <Field name="email" error={texts.emailWrong} hint={texts.emailHint} {...{ state, texts }} />
      <div class="trouble" role="alert">
        <Note {...props} />
      </div>
      {state.note !== "expired" && (
        <button type="submit" class="primary" aria-disabled={busy}>
          {busy && <i class="spinner" />}
          {busy ? texts.booking : state.note ? texts.retry : texts.book}
        </button>
      )}
    </form>
  );
};
