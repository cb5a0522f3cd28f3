import type { BookingView, WidgetConfig } from "../../server/contract/public.ts";
import { Icon } from "../shared/icons.tsx";
import { LaterIcon } from "../shared/later-icons.tsx";
import { Picker } from "../shared/picker.tsx";
import { RepCard } from "../shared/rep-card.tsx";
import { say } from "../shared/say.ts";
import type { Texts } from "../shared/texts/en.ts";
import type { LaterTexts } from "../shared/texts/later-en.ts";
import { ZoneSelect } from "../shared/zone-select.tsx";
import { type Actions, type State, troubles } from "./state.ts";
import type { ManageTexts } from "./texts.ts";

export interface ViewProps {
  readonly state: State;
  readonly actions: Actions;
  readonly texts: Texts;
  readonly words: LaterTexts;
  readonly own: ManageTexts;
  readonly config: WidgetConfig;
}

const Trouble = ({ state, own }: Pick<ViewProps, "state" | "own">) => (
  <div class="trouble" role="alert">
    {state.trouble && (
      <p class="note">
        <Icon name="alert" />
        <span>{own[state.trouble]}</span>
      </p>
    )}
  </div>
);

const Where = ({ booking, texts }: { readonly booking: BookingView; readonly texts: Texts }) => {
  const { locationText, meetingType } = booking;
  if (!locationText || !/^https?:\/\//.test(locationText)) return <>{locationText ?? texts[meetingType.location]}</>;
  return <a href={locationText}>{locationText.replace(/^https?:\/\//, "")}</a>;
};

const Details = ({ state, texts, words }: ViewProps) => {
  const { booking, format } = state;
  if (!booking) return null;
  const start = Date.parse(booking.start);
  return (
    <dl>
      <dt>{words.when}</dt>
      <dd>
        <b>{format.fullDay(format.day(start))}</b>
        <span>
          {format.span(start, Date.parse(booking.end))} · {format.offset(start)}
        </span>
      </dd>
      <dt>{words.who}</dt>
      <dd>{booking.rep.name}</dd>
      {booking.status !== "cancelled" && (
        <>
          <dt>{words.where}</dt>
          <dd>
            <Where {...{ booking, texts }} />
          </dd>
        </>
      )}
      {booking.answers?.flatMap(({ id, label, value }) => [<dt key={`${id}?`}>{label}</dt>, <dd key={id}>{value}</dd>])}
    </dl>
  );
};

/** What stands behind the meeting, and until when the visitor may change it. */
const Standing = ({ state, own }: ViewProps) => {
  const { booking, format } = state;
  if (!booking) return null;
  const { status, confirmedBy, changes, rep } = booking;
  const text = status === "booked" ? own.onItsWay : confirmedBy === "mail" ? own.byMail : own.inCalendar;
  const { refusal, until } = changes.reschedule;
  const at = Date.parse(until);
  const isEarlier = at < Date.parse(booking.start);
  const trouble = refusal && troubles[refusal];
  return (
    <>
      <p class="soft">{say(text, { name: rep.name })}</p>
      {refusal === null && isEarlier && (
        <p class="soft">{say(own.until, { time: `${format.longDay(format.day(at))}, ${format.time(at)}` })}</p>
      )}
      {trouble && trouble !== "closed" && <p class="soft">{own[trouble]}</p>}
    </>
  );
};

const Overview = (props: ViewProps) => {
  const { state, own, words, actions } = props;
  const { booking, moved, busy, step } = state;
  if (!booking) return null;
  const cancelled = booking.status === "cancelled";
  const over = Date.parse(booking.end) < Date.now();
  return (
    <>
      {(cancelled || moved) && (
        <span class={cancelled ? "badge" : "badge good"}>{cancelled ? <Icon name="close" /> : <LaterIcon name="check" />}</span>
      )}
      <h1 tabIndex={-1}>{cancelled ? own.cancelled : moved ? own.moved : own.title}</h1>
      <p>
        {cancelled
          ? say(own.cancelledText, { name: booking.rep.name })
          : over
            ? own.over
            : moved && say(words.doneText, { email: booking.visitor.email })}
      </p>
      <Details {...props} />
      {!cancelled && !over && <Standing {...props} />}
      <Trouble {...{ state, own }} />
      {cancelled && state.again && (
        <div class="buttons">
          <button type="button" class="primary" aria-disabled={busy} onClick={() => void actions.openNewTimes()}>
            {own.again}
          </button>
        </div>
      )}
      {!cancelled && !over && step === "view" && (
        <div class="buttons">
          {booking.changes.reschedule.refusal === null && (
            <button type="button" class="primary" aria-disabled={busy} onClick={() => void actions.openTimes()}>
              {own.reschedule}
            </button>
          )}
          {booking.changes.cancel.refusal === null && (
            <button type="button" class="danger" onClick={() => actions.show("ask", ".danger")}>
              {own.cancel}
            </button>
          )}
        </div>
      )}
      {step === "ask" && (
        <div class="ask" role="group" aria-label={own.ask}>
          <p>{own.ask}</p>
          <div class="buttons">
            <button type="button" onClick={() => actions.show("view", ".danger")}>
              {own.keep}
            </button>
            <button type="button" class="danger" aria-disabled={busy} onClick={() => void actions.cancel()}>
              {own.yes}
            </button>
          </div>
        </div>
      )}
    </>
  );
};

const PickStep = ({ state, texts, words, own, actions }: ViewProps) => (
  <>
    <div class="top">
      <button type="button" class="round" aria-label={own.keep} onClick={() => actions.show("view")}>
        <Icon name="back" />
      </button>
      <h1 tabIndex={-1}>{state.starts.length > 0 ? own.reschedule : words.emptyTitle}</h1>
    </div>
    <div role="status">
      {state.taken && (
        <p class="note">
          <Icon name="alert" />
          <span>{words.taken}</span>
        </p>
      )}
    </div>
    {state.starts.length > 0 && (
      <>
        <ZoneSelect {...{ words }} format={state.format} at={state.starts[0] ?? 0} change={actions.changeZone} />
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
    )}
  </>
);

const ConfirmStep = ({ state, words, own, actions }: ViewProps) => {
  const { booking, start, format, busy } = state;
  if (!booking || start === null) return null;
  const before = Date.parse(booking.start);
  const end = start + booking.meetingType.durationMinutes * 60_000;
  return (
    <>
      <h1 tabIndex={-1}>{words.confirmTitle}</h1>
      <div class="note chosen">
        <LaterIcon name="calendar" />
        <p>
          <b>{format.fullDay(format.day(start))}</b>
          <span>
            {format.span(start, end)} · {format.offset(start)}
          </span>
        </p>
        <button type="button" onClick={() => actions.show("pick", ".picked,.time")}>
          {words.change}
        </button>
      </div>
      {!state.again && (
        <p class="soft">{say(own.was, { time: `${format.longDay(format.day(before))}, ${format.time(before)}` })}</p>
      )}
      <Trouble {...{ state, own }} />
      <button
        type="button"
        class="primary"
        aria-disabled={busy}
        onClick={() => void (state.again ? actions.bookAgain() : actions.reschedule())}
      >
        {busy && <i class="spinner" />}
        {state.again ? own.bookAgain : own.confirm}
      </button>
    </>
  );
};

const Step = (props: ViewProps) => {
  const { state, own, texts, actions } = props;
  if (state.step === "pick") return <PickStep {...props} />;
  if (state.step === "confirm") return <ConfirmStep {...props} />;
  if (state.booking && state.step !== "gone") return <Overview {...props} />;
  if (state.step === "loading" && !state.trouble) {
    return (
      <div class="bones" aria-hidden="true">
        <p class="bone" />
      </div>
    );
  }
  return (
    <>
      <h1 tabIndex={-1}>{state.trouble ? own.failed : own.gone}</h1>
      <p>{!state.trouble && own.goneText}</p>
      {state.trouble && (
        <button type="button" class="primary" onClick={() => void actions.load()}>
          {texts.retry}
        </button>
      )}
    </>
  );
};

export const Page = (props: ViewProps) => {
  const { state, texts, config } = props;
  const { booking } = state;
  return (
    <div class={`page ${state.step}`} dir={texts.dir}>
      <header>{config.company}</header>
      <main aria-busy={state.busy}>
        {booking && state.step !== "gone" && (
          <div class="about">
            <RepCard rep={booking.rep} someone={texts.someone} company={config.company} />
            <p class="type">
              {booking.meetingType.name} <small>{state.format.minutes(booking.meetingType.durationMinutes)}</small>
            </p>
          </div>
        )}
        <Step {...props} />
      </main>
    </div>
  );
};
