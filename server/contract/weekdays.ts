import { z } from "zod";
import type { Weekday } from "../core/time.ts";

/** As people write them, from Sunday. */
export const weekdayNames = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"] as const;

const message = 'takes days such as "mon", "mon-fri" or [mon, wed]';

/** The day of a name or number; null when it is none. */
function readDay(text: string | number): Weekday | null {
  const at = typeof text === "number" ? text : weekdayNames.findIndex((name) => name === text.trim().toLowerCase());
  return at === 0 || at === 1 || at === 2 || at === 3 || at === 4 || at === 5 || at === 6 ? at : null;
}

/** One day, or the days of `fri-mon`, over the week's end too. Empty when it is neither. */
function readDays(text: string | number): readonly Weekday[] {
  const [first = "", last] = typeof text === "number" ? [text] : text.split("-", 2);
  const from = readDay(first);
  const to = last === undefined ? from : readDay(last);
  if (from === null || to === null) return [];
  const days: Weekday[] = [];
  for (let at = from; ; at = readDay((at + 1) % 7) ?? 0) {
    days.push(at);
    if (at === to) return days;
  }
}

const entry = z.union([z.string(), z.number()]);

/** Days of the week, by name, range or number (0 = Sunday); in order and each once. */
export const weekdays = z.union([entry, z.array(entry).min(1, message)], message).transform((written, context): Weekday[] => {
  const list = typeof written === "object" ? written : [written];
  const days = list.flatMap((one) => {
    const read = readDays(one);
    if (read.length === 0) context.addIssue({ code: "custom", message });
    return read;
  });
  return [...new Set(days)].sort((a, b) => a - b);
});
