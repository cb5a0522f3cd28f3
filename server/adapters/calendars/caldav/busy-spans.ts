import type ICAL from "ical.js";
import type { BusySpan } from "../../../core/ports/calendar.ts";
import { instant, type ZoneName } from "../../../core/time.ts";
import { CalendarFault } from "./calendar-fault.ts";
import { readEvents } from "./read-events.ts";
import type { RawObject } from "./read-objects.ts";
import { salvageSpans } from "./salvage-spans.ts";

export type Ical = typeof ICAL;

export interface BusyQuestion {
  readonly range: BusySpan;
  /** Floating times and whole days are read in this zone. */
  readonly timeZone: ZoneName;
  readonly ignoreUids: ReadonlySet<string>;
  /** Lower case; an event that one of these declined leaves its person free. */
  readonly ownAddresses: ReadonlySet<string>;
}

const maxObjectLength = 1_000_000;
const maxSpans = 50_000;
const breathEvery = 50;

/** What of these objects makes its person busy in the range: sorted, merged. An object that cannot be understood throws CalendarFault. */
export async function busySpans(ical: Ical, objects: readonly RawObject[], question: BusyQuestion): Promise<readonly BusySpan[]> {
  const spans: BusySpan[] = [];
  for (const [i, object] of objects.entries()) {
    // Reading thousands of events takes long enough to be felt by whoever else waits for this process.
    if (i % breathEvery === breathEvery - 1) await new Promise((resolve) => setImmediate(resolve));
    for (const span of spansOf(ical, object, question)) spans.push(span);
    if (spans.length > maxSpans)
      throw new CalendarFault({ kind: "refused", message: "the calendar has too many events to read" });
  }
  return merge(spans);
}

function spansOf(ical: Ical, object: RawObject, question: BusyQuestion): readonly BusySpan[] {
  const { range } = question;
  if (object.data.length > maxObjectLength) throw unreadable(object, "it is too large");
  try {
    return touching(readEvents(ical, object.data, question), range);
  } catch (error) {
    const salvaged = salvageSpans(object.data, question);
    if (salvaged === null) throw unreadable(object, error instanceof Error ? error.message : String(error));
    return touching(salvaged, range);
  }
}

function touching(spans: readonly { readonly startAt: number; readonly endAt: number }[], range: BusySpan): readonly BusySpan[] {
  return spans
    .filter(({ startAt, endAt }) => startAt < endAt && startAt < range.endAt && endAt > range.startAt)
    .map(({ startAt, endAt }) => ({ startAt: instant(startAt), endAt: instant(endAt) }));
}

function unreadable(object: RawObject, why: string): CalendarFault {
  const name = new URL(object.url).pathname.split("/").at(-1) ?? "";
  return new CalendarFault({ kind: "refused", message: `the event ${name} cannot be read: ${why}` });
}

function merge(spans: readonly BusySpan[]): readonly BusySpan[] {
  const merged: BusySpan[] = [];
  for (const span of spans.toSorted((a, b) => a.startAt - b.startAt)) {
    const last = merged.at(-1);
    if (!last || span.startAt > last.endAt) merged.push(span);
    else if (span.endAt > last.endAt) merged[merged.length - 1] = { startAt: last.startAt, endAt: span.endAt };
  }
  return merged;
}
