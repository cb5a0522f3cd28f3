import type { ComponentChildren } from "preact";
import type { BookerInput } from "../shared/booker.ts";
import { zoneName } from "../shared/format.ts";
import { Icon, type IconName } from "../shared/icons.tsx";
import { Picker } from "../shared/picker.tsx";
import { RepCard } from "../shared/rep-card.tsx";
import { say } from "../shared/say.ts";
import type { Texts } from "../shared/texts/en.ts";
import type { LaterTexts } from "../shared/texts/later-en.ts";
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
  readonly later: Later | null;
}

/** All that the first paint of the times does without, with its words. */
export interface Later extends Steps {
  readonly words: LaterTexts;
}

/** What the chunk of the later steps exports. */
export interface Steps {
  readonly css: string;
  readonly Step: (props: StepProps) => ComponentChildren;
  /** What the visitor may choose besides a time. */
  readonly Choices: (props: StepProps & { readonly at: number }) => ComponentChildren;
}

export interface StepProps extends ViewProps {
  readonly words: LaterTexts;
}

const Meta = ({ icon, children }: { readonly icon: IconName; readonly children: ComponentChildren }) => (
  <p class="meta">
    <Icon name={icon} />
    <span>{children}</span>
  </p>
);

/** Who, what and how long: beside every step. */
const Rail = (props: ViewProps) => {
  const { state, texts, input, later } = props;
  const { offer, format, start, starts, step } = state;
  if (!offer) return <RailSkeleton />;
  const { meetingType } = offer;
  const at = start ?? starts[0];
  return (
    <div class="rail">
      <RepCard rep={offer.rep} someone={texts.someone} company={input.config.company} />
      <p class="type" dir="auto">
        {meetingType.name}
      </p>
      <div class="metas">
        <Meta icon="clock">{format.minutes(meetingType.durationMinutes)}</Meta>
        <Meta icon={meetingType.location}>{texts[meetingType.location]}</Meta>
        {step !== "done" &&
          at !== undefined &&
          (later ? (
            <later.Choices {...props} {...{ at }} words={later.words} />
          ) : (
            <p class="meta zone">
              <Icon name="globe" />
              {zoneName(format.zone)}
            </p>
          ))}
      </div>
      {meetingType.description && (
        <p class="description" dir="auto">
          {meetingType.description}
        </p>
      )}
    </div>
  );
};

const bones = (count: number) => Array.from({ length: count }, () => <p class="bone" />);

const RailSkeleton = () => (
  <div class="rail" aria-hidden="true">
    <div class="rep">
      <div class="face bone" />
      <div>{bones(2)}</div>
    </div>
    {bones(2)}
  </div>
);

/** Has the focus when a dialog opens; an inline booker leaves it where it was. */
export const Title = ({ input, children }: Pick<ViewProps, "input"> & { readonly children: ComponentChildren }) => (
  <h2 tabIndex={-1} autofocus={!input.target}>
    {children}
  </h2>
);

const Skeleton = ({ texts, input }: ViewProps) => (
  <>
    <Title input={input}>{texts.finding}</Title>
    <div class="bones" aria-hidden="true">
      {bones(28)}
    </div>
  </>
);

interface NoteProps extends Pick<ViewProps, "state"> {
  /** What the visitor can do about it. */
  readonly children?: ComponentChildren;
}

export const Note = ({ state, children }: NoteProps) =>
  state.note && (
    <p class="note">
      <Icon name="alert" />
      <span>{state.note}</span>
      {children}
    </p>
  );

const Times = ({ state, texts, input, actions, later }: ViewProps) => (
  <>
    <Title input={input}>{texts.title}</Title>
    <div role="status">
      <Note state={state}>
        {!later && (
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

const Step = (props: ViewProps) => {
  const { state, later } = props;
  if (state.step === "pick") return <Times {...props} />;
  return later && state.step !== "loading" ? <later.Step {...props} words={later.words} /> : <Skeleton {...props} />;
};

const Panel = (props: ViewProps) => {
  const { state, texts, input, close } = props;
  return (
    <div class={`panel ${state.step}`} dir={texts.dir}>
      {state.step !== "notice" && <Rail {...props} />}
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

/** The booker in its dialog, or in the page. */
export const Frame = (props: ViewProps) => {
  const { state, texts, input, close } = props;
  const label = state.offer?.rep ? say(texts.withRep, { name: state.offer.rep.name }) : texts.title;
  return input.target ? (
    <section class="inline" aria-label={label}>
      <Panel {...props} />
    </section>
  ) : (
    <dialog aria-label={label} onClose={close}>
      <Panel {...props} />
    </dialog>
  );
};
