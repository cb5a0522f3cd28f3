import { type Calendar, layOut, type Place, stepOf } from "./calendar.ts";
import type { Format } from "./format.ts";
import { Icon } from "./icons.tsx";
import { say } from "./say.ts";
import type { Texts } from "./texts/en.ts";
import type { Day } from "./times.ts";

export interface PickerProps {
  readonly texts: Texts;
  readonly format: Format;
  readonly starts: readonly number[];
  readonly place: Place;
  readonly move: (place: Place, focus?: boolean) => void;
  readonly pick: (start: number) => void;
  readonly picked: number | null;
}

type PartProps = PickerProps & { readonly calendar: Calendar; readonly today: Day };

/** Weeks with their free days, then the times of the chosen day. */
export const Picker = (props: PickerProps) => {
  const { starts, format, place } = props;
  const parts = { ...props, calendar: layOut(starts, format, place), today: format.day(Date.now()) };
  return (
    <div>
      <Months {...parts} />
      <Weeks {...parts} />
      <Times {...parts} />
    </div>
  );
};

const Months = ({ texts, format, place, move, calendar }: PartProps) => {
  const turn = (pages: 1 | -1) => {
    const focus = calendar.turn(pages);
    return (
      <button
        type="button"
        class="round"
        aria-label={pages < 0 ? texts.previousMonth : texts.nextMonth}
        disabled={focus === null}
        onClick={() => move({ day: place.day, focus })}
      >
        <Icon name={pages < 0 ? "back" : "next"} />
      </button>
    );
  };
  return (
    <div class="months">
      <p id="months" aria-live="polite">
        {format.months(...calendar.shown)}
      </p>
      {!calendar.whole && [turn(-1), turn(1)]}
    </div>
  );
};

const Weeks = (props: PartProps) => {
  const { texts, format, place, move, calendar } = props;
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = stepOf(event.key, calendar, texts.dir === "rtl");
    if (step === undefined) return;
    event.preventDefault();
    move({ day: place.day, focus: calendar.step(step) }, true);
  };
  return (
    <table role="grid" aria-labelledby="months" onKeyDown={onKeyDown}>
      <thead>
        <tr>
          {calendar.weeks[0]?.map((day) => (
            <th scope="col" abbr={format.longWeekday(day)}>
              {format.shortWeekday(day)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {calendar.weeks.map((week) => (
          <tr>{week.map((day) => dayCell(props, day))}</tr>
        ))}
      </tbody>
    </table>
  );
};

const dayCell = ({ texts, format, move, calendar, today }: PartProps, day: Day) => {
  const count = calendar.days.get(day)?.length ?? 0;
  return (
    <td aria-selected={day === calendar.chosen}>
      <button
        type="button"
        class="day"
        tabIndex={day === calendar.focus ? 0 : -1}
        aria-label={`${format.longDay(day)}, ${count ? say(texts.timesLeft, { count }) : texts.noTimes}`}
        aria-disabled={!count}
        aria-current={day === today ? "date" : undefined}
        data-month={day === calendar.first || day.endsWith("-01") ? format.shortMonth(day) : undefined}
        onClick={() => count && move({ day, focus: day })}
      >
        {format.dayNumber(day)}
      </button>
    </td>
  );
};

const Times = ({ texts, format, pick, picked, calendar, today }: PartProps) => {
  const { chosen, days } = calendar;
  const day = format.longDay(chosen);
  const near = format.nearDay(chosen, today);
  const starts = days.get(chosen) ?? [];
  const names = starts.map(format.time);
  return (
    <section class="times" aria-label={say(texts.timesOn, { day })}>
      <p>
        {near && <b>{near}</b>}
        <span>{day}</span>
      </p>
      <ul>
        {starts.map((start, place) => {
          const name = names[place] ?? "";
          return (
            <li>
              <button type="button" class={start === picked ? "time picked" : "time"} onClick={() => pick(start)}>
                {/* The night that repeats an hour has two times of the same name. */}
                {names.indexOf(name) === names.lastIndexOf(name) ? name : `${name} ${format.offset(start)}`}
              </button>
            </li>
          );
        })}
      </ul>
    </section>
  );
};
