import type { ComponentChildren } from "preact";
import type { BookerInput } from "../shared/booker.ts";
import { Icon, type IconName } from "../shared/icons.tsx";
import { Picker } from "../shared/picker.tsx";
import { RepCard } from "../shared/rep-card.tsx";
import type { Texts } from "../shared/texts/en.ts";
import { ZoneSelect } from "../shared/zone-select.tsx";
import type { Actions } from "./actions.ts";
import type { State } from "./state.ts";

export interface ViewProps {
  readonly state: State;
  readonly actions: Actions;
  readonly texts: Texts;
  readonly input: BookerInput;
  readonly close: () => void;
  /** Paints the state; `focus` names what then has the focus. */
  readonly paint: (focus?: string) => void;
  /** Null until they have arrived. */
  readonly steps: Steps | null;
}

/** What comes after a time was chosen: a chunk of its own. */
export interface Steps {
  readonly css: string;
  readonly LaterStep: (props: ViewProps) => ComponentChildren;
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

const bones = (count: number) => Array.from({ length: count }, () => <i class="bone" />);

const RailSkeleton = () => (
  <div class="rail" aria-hidden="true">
    <div class="rep">
      <div class="face bone" />
      <div>{bones(2)}</div>
    </div>
    {bones(2)}
  </div>
);

const Skeleton = ({ texts }: { readonly texts: Texts }) => (
  <div class="skeleton">
    <h2 tabIndex={-1}>{texts.finding}</h2>
    <div class="bones" aria-hidden="true">
      {bones(14)}
    </div>
    <div class="bones few" aria-hidden="true">
      {bones(8)}
    </div>
  </div>
);

interface NoteProps extends Pick<ViewProps, "state" | "texts"> {
  /** What the visitor can do about it. */
  readonly children?: ComponentChildren;
}

export const Note = ({ state, texts, children }: NoteProps) =>
  state.note && (
    <p class="note">
      <Icon name="alert" />
      <span>{texts[state.note]}</span>
      {children}
    </p>
  );

const Times = ({ state, texts, actions }: ViewProps) => (
  <>
    <h2 tabIndex={-1}>{texts.title}</h2>
    <div role="status">
      <Note {...{ state, texts }}>
        {state.note === "failed" && (
          <button type="button" onClick={() => actions.pick(state.start ?? 0)}>
            {texts.retry}
          </button>
        )}
      </Note>
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

const Step = (props: ViewProps) => {
  const { state, texts, steps } = props;
  if (state.step === "loading") return <Skeleton texts={texts} />;
  if (state.step === "notice")
    return <Notice {...props} icon="check" title={texts.noticeTitle} text={state.text || texts.sent} />;
  if (state.step !== "pick" && steps) return <steps.LaterStep {...props} />;
  if (state.starts.length > 0) return <Times {...props} />;
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
