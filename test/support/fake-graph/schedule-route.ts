import type { Context } from "hono";
import { DateTime } from "luxon";
import { z } from "zod";
import { Refusal } from "./graph-error.ts";
import type { GraphMailbox } from "./graph-mailbox.ts";
import { dateTimeTimeZone, occurrences, preferredZone, wholeDay } from "./graph-occurrences.ts";

const timeInZone = z.object({ dateTime: z.string(), timeZone: z.string() });
const question = z.object({
  schedules: z.array(z.string()).min(1),
  startTime: timeInZone,
  endTime: timeInZone,
  availabilityViewInterval: z.int().min(5).max(1440).default(30),
});

const dayMs = 86_400_000;
const digits: Readonly<Record<string, number>> = { free: 0, workingElsewhere: 0, tentative: 1, busy: 2, oof: 3, unknown: 2 };

/** POST /users/{id}/calendar/getSchedule */
export async function scheduleRoute(c: Context, find: (address: string) => GraphMailbox | undefined): Promise<Response> {
  const asked = question.safeParse(await c.req.json());
  if (!asked.success) throw new Refusal({ status: 400, code: "ErrorInvalidRequest" });
  const { schedules, startTime, endTime, availabilityViewInterval } = asked.data;
  const range = { start: read(startTime), end: read(endTime) };
  if (!(range.start < range.end) || range.end - range.start >= 62 * dayMs)
    throw new Refusal({ status: 400, code: "ErrorInvalidTimeInterval" });
  if (schedules.length > 20) throw new Refusal({ status: 400, code: "ErrorTooManyObjectsOpened" });
  const zone = preferredZone(c.req.header("prefer"));
  const slot = availabilityViewInterval * 60_000;
  return c.json({ value: schedules.map((address) => scheduleOf(address, find(address), { range, slot, zone })) });
}

function read({ dateTime, timeZone }: z.output<typeof timeInZone>): number {
  return DateTime.fromISO(dateTime, { zone: timeZone }).toMillis();
}

interface View {
  readonly range: { readonly start: number; readonly end: number };
  readonly slot: number;
  readonly zone: string;
}

function scheduleOf(scheduleId: string, mailbox: GraphMailbox | undefined, { range, slot, zone }: View) {
  const failed = (responseCode: string) => ({
    scheduleId,
    error: { message: `Unable to resolve e-mail address ${scheduleId} to an Active Directory object.`, responseCode },
  });
  const calendar = mailbox?.calendars[0];
  if (!mailbox || !calendar) return failed("ErrorMailRecipientNotFound");
  if (mailbox.scheduleError) return failed(mailbox.scheduleError);
  const found = occurrences(mailbox, calendar.id, range);
  if (found.length > 1000) return failed("5006");
  const view = new Uint8Array(Math.ceil((range.end - range.start) / slot));
  for (const { event, start, end } of found) {
    const first = Math.max(0, Math.floor((start.toMillis() - range.start) / slot));
    const last = Math.min(view.length, Math.ceil((end.toMillis() - range.start) / slot));
    for (let i = first; i < last; i += 1) view[i] = Math.max(view[i] ?? 0, digits[event.showAs] ?? 2);
  }
  const scheduleItems = found.map(({ event, start, end }) => {
    const time = event.isAllDay && mailbox.schedulesDates ? wholeDay : dateTimeTimeZone;
    const { showAs: status, subject, location } = event;
    return { isPrivate: false, status, subject, location, start: time(start, zone), end: time(end, zone) };
  });
  return {
    scheduleId,
    ...(mailbox.publishes === "nothing" ? {} : { availabilityView: view.join("") }),
    scheduleItems: mailbox.publishes === "items" ? scheduleItems : [],
    workingHours: { daysOfWeek: ["monday"], startTime: "08:00:00.0000000", endTime: "17:00:00.0000000" },
  };
}
