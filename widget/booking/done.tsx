import { LaterIcon } from "../shared/later-icons.tsx";
import { say } from "../shared/say.ts";
import { fileLink, googleLink } from "./calendar-links.ts";
import type { StepProps } from "./view.tsx";

export const Done = ({ state, texts, words, input, close }: StepProps) => {
  if (!state.booked) return null;
  const { booking, moved, manageUrl, ics } = state.booked;
  const { format } = state;
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
      <div class="buttons" role="group" aria-label={words.addToCalendar}>
        <a class="button" href={fileLink(ics)} download="meeting.ics">
          <LaterIcon name="calendar" />
          {words.ics}
        </a>
        <a class="button" href={googleLink(booking)} target="_blank" rel="noreferrer">
          {words.google}
        </a>
      </div>
      <p class="foot">
        <a href={manageUrl} target="_blank" rel="noreferrer">
          {words.manage}
        </a>
      </p>
      {!input.target && (
        <button type="button" class="primary" onClick={close}>
          {texts.close}
        </button>
      )}
    </div>
  );
};
