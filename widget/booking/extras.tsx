import type { Offer, OfferQuestion } from "../../server/contract/public.ts";
import { call } from "../shared/call.ts";
import { Icon } from "../shared/icons.tsx";
import { say } from "../shared/say.ts";
import { type ExtraWords, extraWords } from "./extra-words.ts";
import css from "./extras.css?inline";
import type { Extras, ExtraWish } from "./load-extras.ts";
import { type State, takeOffer } from "./state.ts";
import type { StepProps } from "./view.tsx";

const emailShape = /^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/;
const phoneShape = /^\+?[\d ()/.-]{5,40}$/;

const sheet = new CSSStyleSheet();
sheet.replaceSync(css);

/** Styles come as a constructed sheet, which every content policy allows. */
const dressed = (node: Element | null): void => {
  const root = node?.getRootNode();
  if (root instanceof ShadowRoot && !root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets.push(sheet);
};

const wordsOf = ({ format }: State): ExtraWords => extraWords(format.locale);
const answersOf = (state: State): Record<string, string> => {
  state.answers ??= {};
  return state.answers;
};
const guestsOf = ({ guests = "" }: State): string[] => guests.split(/[\s,;]+/).filter(Boolean);

/** Times of another length; what was chosen before is let go. */
const changeLength = async ({ state, texts, input, paint }: StepProps, minutes: number): Promise<void> => {
  if (!state.offer) return;
  const called = await call<Offer>(input.origin, "/v1/times", { token: state.offer.token, minutes });
  if ("answer" in called) {
    takeOffer(state, called.answer);
    state.place = { day: null, focus: null };
    if (state.starts.length === 0) state.step = "empty";
  } else {
    state.note = texts.failed;
    input.failed();
  }
  paint("h2");
};

const Lengths = (props: StepProps) => {
  const { state } = props;
  const { lengths, durationMinutes } = state.offer?.meetingType ?? {};
  if (!lengths) return null;
  return (
    <label class="meta zone length" ref={dressed}>
      <Icon name="clock" />
      <select
        aria-label={wordsOf(state).length}
        value={durationMinutes}
        onChange={(event) => void changeLength(props, Number(event.currentTarget.value))}
      >
        {lengths.map((minutes) => (
          <option key={minutes} value={minutes} selected={minutes === durationMinutes}>
            {state.format.minutes(minutes)}
          </option>
        ))}
      </select>
    </label>
  );
};

/** What is wrong with an answer, in words; empty when nothing is. */
const problemOf = ({ kind, required }: OfferQuestion, value: string, words: ExtraWords): string => {
  if (value === "") return required ? words.missing : "";
  return kind === "phone" && !phoneShape.test(value) ? words.phoneWrong : "";
};

const Question = ({ question, state }: { readonly question: OfferQuestion; readonly state: State }) => {
  const { id, label, kind, required = false, options = [] } = question;
  const words = wordsOf(state);
  const answers = answersOf(state);
  const wrong = state.invalid === `q-${id}`;
  const shared = {
    name: `q-${id}`,
    required,
    "aria-invalid": wrong,
    "aria-describedby": `about-q-${id}`,
  };
  const keep = (event: { readonly currentTarget: { readonly value: string } }): void => {
    answers[id] = event.currentTarget.value;
  };
  return (
    <label class={wrong ? "field wrong" : "field"}>
      <span dir="auto">{label}</span>
      {kind === "choice" ? (
        <select {...shared} onChange={keep}>
          <option value="">{words.choose}</option>
          {options.map((option) => (
            <option key={option} value={option} selected={answers[id] === option}>
              {option}
            </option>
          ))}
        </select>
      ) : (
        <input
          {...shared}
          value={answers[id] ?? ""}
          {...(kind === "phone" ? { inputMode: "tel", autocomplete: "tel" } : {})}
          onInput={keep}
        />
      )}
      <small id={`about-q-${id}`}>
        {wrong ? problemOf(question, (answers[id] ?? "").trim(), words) || words.missing : required ? "" : words.optional}
      </small>
    </label>
  );
};

const Guests = ({ state, most }: { readonly state: State; readonly most: number }) => {
  const words = wordsOf(state);
  const wrong = state.invalid === "guests";
  return (
    <label class={wrong ? "field wrong" : "field"}>
      <span>{words.guests}</span>
      <textarea
        name="guests"
        rows={2}
        aria-invalid={wrong}
        aria-describedby="about-guests"
        value={state.guests ?? ""}
        onInput={(event) => {
          state.guests = event.currentTarget.value;
        }}
      />
      <small id="about-guests">
        {wrong ? say(words.guestsWrong, { count: most }) : `${words.guestsHint} (${words.optional})`}
      </small>
    </label>
  );
};

const Fields = ({ state }: StepProps) => {
  const { questions = [], guests = 0 } = state.offer?.meetingType ?? {};
  return (
    <div ref={dressed}>
      {questions.map((question) => (
        <Question key={question.id} {...{ question, state }} />
      ))}
      {guests > 0 && <Guests state={state} most={guests} />}
    </div>
  );
};

/** The link stays for whom the browser keeps here. */
const follow = (link: HTMLAnchorElement | null): void => {
  if (link) location.assign(link.href);
};

const After = ({ state }: StepProps) => {
  const after = state.booked?.after;
  if (after?.kind === "text")
    return (
      <p class="after" dir="auto" ref={dressed}>
        {after.text}
      </p>
    );
  return after && /^https?:\/\//.test(after.url) ? (
    <a class="button primary" href={after.url} ref={follow}>
      {wordsOf(state).onward}
    </a>
  ) : null;
};

/** What was typed, for the booking; or the name of the first field that is not right. */
const collect = (state: State): ExtraWish | { readonly invalid: string } => {
  const { questions = [], guests: most = 0 } = state.offer?.meetingType ?? {};
  const answers = answersOf(state);
  const given = questions.map((question) => ({ question, value: (answers[question.id] ?? "").trim() }));
  const wrong = given.find(({ question, value }) => problemOf(question, value, wordsOf(state)) !== "");
  if (wrong) return { invalid: `q-${wrong.question.id}` };
  const guests = most > 0 ? guestsOf(state) : [];
  if (guests.length > most || !guests.every((email) => emailShape.test(email))) return { invalid: "guests" };
  return { answers: given.map(({ question, value }) => ({ id: question.id, value })), guests };
};

const fieldOf: Extras["fieldOf"] = (param) => {
  const [, id] = /^answers\.(.+)$/.exec(param) ?? [];
  return id ? `q-${id}` : param === "guests" ? param : null;
};

export const extras: Extras = { Lengths, Fields, After, collect, fieldOf };
