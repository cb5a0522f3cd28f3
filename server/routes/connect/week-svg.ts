import { html } from "hono/html";
import type { DayPicture } from "../../core/connect/week-picture.ts";
import type { Html } from "./layout.ts";

const column = 74;
const left = 36;
const top = 22;
const hourHeight = 11;
const height = 24 * hourHeight;

const yOf = (minute: number) => top + (minute / 60) * hourHeight;

/** `Mon 23`, without a zone: the date is a local one already. */
function dayName(date: string): string {
  return new Intl.DateTimeFormat("en", { weekday: "short", day: "numeric", timeZone: "UTC" })
    .formatToParts(new Date(`${date}T00:00:00Z`))
    .filter(({ type }) => type !== "literal")
    .toSorted((a) => (a.type === "weekday" ? -1 : 1))
    .map(({ value }) => value)
    .join(" ");
}

const clock = (minute: number) => `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;

function dayColumn({ date, blocks }: DayPicture, i: number): Html {
  const x = left + i * column;
  return html`<text x="${x + 4}" y="14">${dayName(date)}</text>
<rect class="day" x="${x}" y="${top}" width="${column - 4}" height="${height}" rx="4"/>
${blocks.map(
  ({ startMinute, endMinute }) =>
    html`<rect class="busy" x="${x + 3}" y="${yOf(startMinute)}" width="${column - 10}" height="${Math.max(2, yOf(endMinute) - yOf(startMinute))}" rx="2"/>`,
)}`;
}

/** The busy times of a week, as a picture and as a list. */
export function weekSvg(days: readonly DayPicture[], timeZone: string): Html {
  const busy = days.flatMap(({ date, blocks }) => blocks.map((block) => ({ date, ...block })));
  const hours = [0, 6, 12, 18, 24];
  return html`<svg class="week" viewBox="0 0 ${left + 7 * column} ${top + height + 6}" role="img" aria-label="Busy times of the next seven days">
${hours.map((hour) => html`<text x="0" y="${yOf(hour * 60) + 4}">${String(hour).padStart(2, "0")}:00</text>`)}
${days.map(dayColumn)}
</svg>
<p class="hint">Times in ${timeZone}.</p>
<details>
<summary>As a list</summary>
${
  busy.length === 0
    ? html`<p>Nothing in the next seven days.</p>`
    : html`<ul class="times">${busy.map(({ date, startMinute, endMinute }) => html`<li>${dayName(date)}, ${clock(startMinute)} – ${clock(endMinute)}</li>`)}</ul>`
}
</details>`;
}
