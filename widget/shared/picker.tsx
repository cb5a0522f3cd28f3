import { type Format, firstWeekdayOf } from "./format.ts";
import { Icon } from "./icons.tsx";
import { say } from "./say.ts";
import type { Texts } from "./texts/en.ts";
import { addDays, byDay, type Day, daysBetween, placeInWeek } from "./times.ts";

/** Most weeks shown at once. */
const pageWeeks = 5;

/** Where the visitor is in the calendar; the rest follows from the times. */
export interface Place {
  /** The chosen day; null is the first one that has times. */
  readonly day: Day | null;
  /** The day that arrow keys moved to. */
  readonly focus: Day | null;
}

export interface PickerProps {
  readonly texts: Texts;
  readonly format: Format;
  readonly starts: readonly number[];
  readonly place: Place;
  readonly move: (place: Place, focus?: boolean) => void;
  readonly pick: (start: number) => void;
  readonly picked: number | null;
}

/** Days by arrow keys: along the week, across weeks, to the week's ends, by pages. */
const steps = (key: string, place: number, rtl: boolean): number | undefined => {
  const along = rtl ? -1 : 1;
  return {
    ArrowLeft: -along,
    ArrowRight: along,
    ArrowUp: -7,
    ArrowDown: 7,
    Home: -place,
    End: 6 - place,
    PageUp: -7 * pageWeeks,
    PageDown: 7 * pageWeeks,
  }[key];
};

const clamp = (day: Day, from: Day, to: Day): Day => (day < from ? from : day > to ? to : day);

/** Weeks with their free days, then the times of the chosen day. */
export const Picker = ({ texts, format, starts, place, move, pick, picked }: PickerProps) => {
  const days = byDay(starts, format.day);
  const all = [...days.keys()];
  const first = all[0] ?? format.day(Date.now());
  const last = all[all.length - 1] ?? first;
  const chosen = place.day !== null && days.has(place.day) ? place.day : first;
  const focus = clamp(place.focus ?? chosen, first, last);

  const firstWeekday = firstWeekdayOf(format.locale);
  const begin = addDays(first, -placeInWeek(first, firstWeekday));
  const weekCount = Math.floor(daysBetween(begin, last) / 7) + 1;
  const page = Math.floor(daysBetween(begin, focus) / 7 / pageWeeks);
  const from = addDays(begin, page * pageWeeks * 7);
  const shown = Math.min(pageWeeks, weekCount - page * pageWeeks);
  const weeks = Array.from({ length: shown }, (_, week) =>
    Array.from({ length: 7 }, (_, place) => addDays(from, week * 7 + place)),
  );
  const turn = (pages: number) => move({ day: place.day, focus: clamp(addDays(from, pages * pageWeeks * 7), first, last) });

  const onKeyDown = (event: KeyboardEvent): void => {
    const step = steps(event.key, placeInWeek(focus, firstWeekday), texts.dir === "rtl");
    if (step === undefined) return;
    event.preventDefault();
    move({ day: place.day, focus: clamp(addDays(focus, step), first, last) }, true);
  };

  return (
    <div class="picker">
      <div class="months">
        <h3 id="months">{format.months(clamp(from, first, last), clamp(addDays(from, shown * 7 - 1), first, last))}</h3>
        {weekCount > pageWeeks && (
          <>
            <button type="button" class="round" aria-label={texts.previousMonth} disabled={page === 0} onClick={() => turn(-1)}>
              <Icon name="back" />
            </button>
            <button
              type="button"
              class="round"
              aria-label={texts.nextMonth}
              disabled={(page + 1) * pageWeeks >= weekCount}
              onClick={() => turn(1)}
            >
              <Icon name="next" />
            </button>
          </>
        )}
      </div>
      <table role="grid" aria-labelledby="months" onKeyDown={onKeyDown}>
        <thead>
          <tr>
            {format.weekdays(firstWeekday).map(({ short, long }) => (
              <th scope="col" abbr={long}>
                {short}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeks.map((week) => (
            <tr>{week.map((day) => dayCell({ day, days, chosen, focus, first, texts, format, move }))}</tr>
          ))}
        </tbody>
      </table>
      <Times {...{ texts, format, pick, picked }} day={chosen} starts={days.get(chosen) ?? []} />
    </div>
  );
};

interface DayProps extends Pick<PickerProps, "texts" | "format" | "move"> {
  readonly day: Day;
  readonly days: ReadonlyMap<Day, readonly number[]>;
  readonly chosen: Day;
  readonly focus: Day;
  readonly first: Day;
}

const dayCell = ({ day, days, chosen, focus, first, texts, format, move }: DayProps) => {
  const count = days.get(day)?.length ?? 0;
  const words = `${format.longDay(day)}, ${count ? say(texts.timesLeft, { count }) : texts.noTimes}`;
  const newMonth = day.endsWith("-01") || day === first;
  return (
    <td aria-selected={day === chosen}>
      <button
        type="button"
        class="day"
        tabIndex={day === focus ? 0 : -1}
        aria-label={words}
        aria-disabled={count === 0}
        aria-current={day === format.day(Date.now()) ? "date" : undefined}
        onClick={() => count && move({ day, focus: day })}
      >
        {newMonth && <small>{format.shortMonth(day)}</small>}
        {format.dayNumber(day)}
      </button>
    </td>
  );
};

interface TimesProps extends Pick<PickerProps, "texts" | "format" | "starts" | "pick" | "picked"> {
  readonly day: Day;
}

const Times = ({ texts, format, day, starts, pick, picked }: TimesProps) => {
  const near = format.nearDay(day, format.day(Date.now()));
  return (
    <section class="times" aria-label={say(texts.timesOn, { day: format.longDay(day) })}>
      <h3>
        {near && <b>{near}</b>}
        <span>{format.longDay(day)}</span>
      </h3>
      <ul>
        {starts.map((start) => (
          <li key={start}>
            <button type="button" class={`time${start === picked ? " picked" : ""}`} onClick={() => pick(start)}>
              {format.time(start)}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
};
