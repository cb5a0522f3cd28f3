import { z } from "zod";
import type { Rep, RepCaps, WeeklyHours } from "../../core/availability/rep.ts";
import { definedOnly } from "../defined-only.ts";
import { weekdays } from "../weekdays.ts";
import { calendarSchema } from "./calendar.ts";
import { setupDefaults } from "./defaults.ts";
import { holidaysSchema } from "./ladder.ts";
import { id, line, localDate, wallTime, webUrl } from "./parts.ts";

const count = z.number().int().min(0).max(100_000).optional();
const capOf = z.strictObject({ day: count, week: count, month: count });

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
  skills: z.array(line).max(100).optional(),
  attributes: z.record(line, z.union([line.transform((one) => [one]), z.array(line).max(200)])).optional(),
  holidays: holidaysSchema.optional(),
  caps: z.strictObject({ leads: capOf.optional(), meetings: capOf.optional() }).optional(),
  calendar: calendarSchema,
});

/** The file's rep with its defaults → the domain's. */
export function toRep(file: z.output<typeof repSchema>, companyZone: string): Rep {
  const hours: readonly WeeklyHours[] = file.hours;
  const { calendar, caps, holidays, ...rest } = file;
  return definedOnly({
    ...rest,
    timeZone: file.timeZone ?? companyZone,
    hours,
    travel: file.travel.map(definedOnly),
    calendar: definedOnly(calendar),
    holidays: holidays === undefined ? undefined : definedOnly(holidays),
    caps: caps === undefined ? undefined : capsOf(caps),
  });
}

function capsOf({ leads, meetings }: NonNullable<z.output<typeof repSchema>["caps"]>): RepCaps {
  return definedOnly({
    leads: leads === undefined ? undefined : definedOnly(leads),
    meetings: meetings === undefined ? undefined : definedOnly(meetings),
  });
}
