import { LaterIcon } from "../shared/later-icons.tsx";
import { say } from "../shared/say.ts";
import { fileLink, googleLink } from "./calendar-links.ts";
import { extrasNow } from "./load-extras.ts";
import type { Booked } from "./state.ts";
import type { StepProps } from "./view.tsx";

const AddToCalendar = ({ words, booked }: StepProps & { readonly booked: Booked }) => (
  <div class="buttons" role="group" aria-label={words.addToCalendar}>
    <a class="button" href={fileLink(booked.ics)} download="meeting.ics">
      <LaterIcon name="calendar" />
      {words.ics}
    </a>
    <a class="button" href={googleLink(booked.booking)} target="_blank" rel="noreferrer">
      {words.google}
    </a>
  </div>
);

export const Done = (props: StepProps) => {
  const { state, texts, words, input, close } = props;
  if (!state.booked) return null;
  const { booking, moved, manageUrl } = state.booked;
  const { format } = state;
  const extras = extrasNow(props);
  const start = Date.parse(booking.start);
  const { rep, locationText, meetingType } = booking;
  const isAddress = locationText !== null && /^https?:\/\//.test(locationText);
  return (
    <div class="centre">
      <span class="badge good">
        <LaterIcon name="check" />
      </span>
      <h2 tabIndex={-1}>{words.done}</h2>
      <p>
        {moved && say(words.movedRep, { name: rep.name })} {say(words.doneText, { email: booking.visitor.email })}
      </p>
      <dl>
        <dt>{words.when}</dt>
        <dd>
          <b>{format.fullDay(format.day(start))}</b>
          <span>
            {format.span(start, Date.parse(booking.end))} · {format.offset(start)}
          </span>
        </dd>
        <dt>{words.who}</dt>
        <dd>{rep.name}</dd>
        <dt>{words.where}</dt>
        <dd>
          {isAddress ? (
            <a href={locationText} target="_blank" rel="noreferrer">
              {locationText.replace(/^https?:\/\//, "")}
            </a>
          ) : (
            (locationText ?? texts[meetingType.location])
          )}
        </dd>
      </dl>
      <AddToCalendar {...props} booked={state.booked} />
      <p class="foot">
        <a href={manageUrl} target="_blank" rel="noreferrer">
          {words.manage}
        </a>
      </p>
      {extras && <extras.After {...props} />}
      {!input.target && (
        <button type="button" class="primary" onClick={close}>
          {texts.close}
        </button>
      )}
    </div>
  );
};
