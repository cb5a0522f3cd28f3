import type { ComponentChildren } from "preact";
import type { BookerInput } from "../shared/booker.ts";
import { Icon, type IconName } from "../shared/icons.tsx";
import { Picker } from "../shared/picker.tsx";
import { RepCard } from "../shared/rep-card.tsx";
import type { Texts } from "../shared/texts/en.ts";
import { ZoneSelect } from "../shared/zone-select.tsx";
import type { Actions } from "./actions.ts";
import { Done } from "./done.tsx";
import type { State } from "./state.ts";

export interface ViewProps {
  readonly state: State;
  readonly actions: Actions;
  readonly texts: Texts;
  readonly input: BookerInput;
  readonly close: () => void;
}

const Meta = ({ icon, children }: { readonly icon: IconName; readonly children: ComponentChildren }) => (
  <p class="meta">
    <Icon name={icon} />
    <span>{children}</span>
  </p>
);

/** Who, what and how long: beside every step. */
const Rail = ({ state, texts, input, actions }: ViewProps) => {
  const { offer, format, start, step } = state;
  if (!offer) return <RailSkeleton />;
  const { meetingType } = offer;
  return (
    <div class="rail">
      <RepCard rep={offer.rep} someone={texts.someone} company={input.config.company} />
      <p class="type">{meetingType.name}</p>
      <div class="metas">
        <Meta icon="clock">{format.minutes(meetingType.durationMinutes)}</Meta>
        <Meta icon={meetingType.location}>{texts[meetingType.location]}</Meta>
        {step !== "done" && state.starts.length > 0 && (
          <ZoneSelect {...{ texts, format }} at={start ?? state.starts[0] ?? 0} change={actions.changeZone} />
        )}
      </div>
      {meetingType.description && <p class="description">{meetingType.description}</p>}
    </div>
  );
};

const RailSkeleton = () => (
  <div class="rail" aria-hidden="true">
    <div class="rep">
      <div class="face bone" />
      <div>
        <i class="bone" />
        <i class="bone" />
      </div>
    </div>
    <i class="bone" />
    <i class="bone" />
  </div>
);

const Skeleton = ({ texts }: { readonly texts: Texts }) => (
  <div class="skeleton">
    <h2 tabIndex={-1}>{texts.finding}</h2>
    <div class="bones" aria-hidden="true">
      {Array.from({ length: 14 }, () => (
        <i class="bone" />
      ))}
    </div>
    <div class="bones few" aria-hidden="true">
      {Array.from({ length: 8 }, () => (
        <i class="bone" />
      ))}
    </div>
  </div>
);

const Trouble = ({ state, texts }: Pick<ViewProps, "state" | "texts">) => (
  <div class="trouble" role="alert">
    {state.trouble && (
      <p>
        <Icon name="alert" />
        <span>{texts[state.trouble]}</span>
      </p>
    )}
  </div>
);

const Pick = ({ state, texts, actions }: ViewProps) => (
  <>
    <h2 tabIndex={-1}>{texts.title}</h2>
    <div role="status">
      {state.note && (
        <p class="note">
          <Icon name="alert" />
          <span>{texts[state.note]}</span>
        </p>
      )}
    </div>
    <Picker
      {...{ texts }}
      format={state.format}
      starts={state.starts}
      place={state.place}
      move={actions.move}
      pick={actions.pick}
      picked={state.start}
    />
  </>
);

interface NoticeProps extends Pick<ViewProps, "texts" | "input" | "close"> {
  readonly icon: IconName;
  readonly title: string;
  readonly text: string;
}

const Notice = ({ icon, title, text, texts, input, close }: NoticeProps) => (
  <div class="centre">
    <span class="badge">
      <Icon name={icon} />
    </span>
    <h2 tabIndex={-1}>{title}</h2>
    <p>{text}</p>
    {!input.target && (
      <button type="button" class="primary" onClick={close}>
        {texts.close}
      </button>
    )}
  </div>
);

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

const Confirm = ({ state, texts, actions }: ViewProps) => {
  const { start, offer, format, busy } = state;
  if (start === null || !offer) return null;
  const end = start + offer.meetingType.durationMinutes * 60_000;
  return (
    <form
      noValidate
      data-handraise-ignore
      onSubmit={(event) => {
        event.preventDefault();
        void actions.book();
      }}
    >
      <h2 tabIndex={-1}>{texts.confirmTitle}</h2>
      <div class="chosen">
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
      <Trouble {...{ state, texts }} />
      {state.trouble !== "expired" && (
        <button type="submit" class="primary" aria-disabled={busy}>
          {busy && <i class="spinner" />}
          {busy ? texts.booking : state.trouble ? texts.retry : texts.book}
        </button>
      )}
    </form>
  );
};

const Step = (props: ViewProps) => {
  const { state, texts } = props;
  if (state.step === "loading") return <Skeleton texts={texts} />;
  if (state.step === "notice")
    return <Notice {...props} icon="check" title={texts.noticeTitle} text={state.text || texts.sent} />;
  if (state.step === "confirm") return <Confirm {...props} />;
  if (state.step === "done") return <Done {...props} />;
  if (state.starts.length > 0) return <Pick {...props} />;
  return <Notice {...props} icon="calendar" title={texts.emptyTitle} text={texts.empty} />;
};

export const Panel = (props: ViewProps) => {
  const { state, texts, input, close } = props;
  const alone = state.step === "notice";
  return (
    <div class={`panel ${state.step}`} dir={texts.dir}>
      {!alone && <Rail {...props} />}
      <div class="main">
        <Step {...props} />
      </div>
      {!input.target && (
        <button type="button" class="round shut" aria-label={texts.close} onClick={close}>
          <Icon name="close" />
        </button>
      )}
    </div>
  );
};
