import { DateTime, Interval } from "luxon";

/** What the plain reference is asked: hours of every day in a zone, busy times, one type of meeting. */
export interface PlainQuestion {
  readonly zone: string;
  readonly startMs: number;
  readonly days: number;
  readonly opens: number;
  readonly closes: number;
  readonly durationMinutes: number;
  readonly intervalMinutes: number;
  readonly bufferMinutes: number;
  readonly busy: readonly { readonly startAt: number; readonly endAt: number }[];
}

/**
 * The way one would write it first: a luxon interval for every slot, compared with a luxon interval for every busy time.
 * It is the yardstick of the bench and an independent judge of the answer.
 */
export function luxonSlots(question: PlainQuestion): number[] {
  const { zone, durationMinutes, intervalMinutes, bufferMinutes } = question;
  const busy = question.busy.map(({ startAt, endAt }) =>
    Interval.fromDateTimes(
      DateTime.fromMillis(startAt, { zone }).minus({ minutes: bufferMinutes }),
      DateTime.fromMillis(endAt, { zone }).plus({ minutes: bufferMinutes }),
    ),
  );
  const slots: number[] = [];
  for (let day = 0; day < question.days; day++) {
    const date = DateTime.fromMillis(question.startMs, { zone }).startOf("day").plus({ days: day });
    const closes = date.set({ hour: question.closes });
    let start = date.set({ hour: question.opens });
    for (;;) {
      const slot = Interval.after(start, { minutes: durationMinutes });
      if (slot.end === null || slot.end > closes) break;
      if (!busy.some((span) => span.overlaps(slot))) slots.push(start.toMillis() / 60_000);
      start = start.plus({ minutes: intervalMinutes });
    }
  }
  return slots;
}
