import { z } from "zod";
import type { Rep, WeeklyHours } from "../../core/availability/rep.ts";
import { definedOnly } from "../defined-only.ts";
import { weekdays } from "../weekdays.ts";
import { calendarSchema } from "./calendar.ts";
import { setupDefaults } from "./defaults.ts";
import { id, line, localDate, wallTime, webUrl } from "./parts.ts";

export const repSchema = z.strictObject({
  id,
  name: line,
  email: z.email("takes an e-mail address"),
  photoUrl: webUrl.optional(),
  title: line.optional(),
  timeZone: line.optional(),
  hours: z
    .array(
      z.strictObject({
        days: weekdays.default(() => weekdays.parse(setupDefaults.days)),
        start: wallTime.default(setupDefaults.start),
        end: wallTime.default(setupDefaults.end),
      }),
    )
    .default(() => [{ days: weekdays.parse(setupDefaults.days), start: setupDefaults.start, end: setupDefaults.end }]),
  overrides: z
    .array(
      z.union([
        z.strictObject({ date: localDate, unavailable: z.literal(true) }),
        z.strictObject({ date: localDate, start: wallTime, end: wallTime }),
      ]),
    )
    .default([]),
  absences: z.array(z.strictObject({ start: localDate, end: localDate })).default([]),
  travel: z.array(z.strictObject({ start: localDate, end: localDate.optional(), timeZone: line })).default([]),
  active: z.boolean().default(true),
  calendar: calendarSchema,
});

/** The file's rep with its defaults → the domain's. */
export function toRep(file: z.output<typeof repSchema>, companyZone: string): Rep {
  const hours: readonly WeeklyHours[] = file.hours;
  const { calendar } = file;
  return definedOnly({
    ...file,
    timeZone: file.timeZone ?? companyZone,
    hours,
    travel: file.travel.map(definedOnly),
    calendar: definedOnly(calendar),
  });
}
