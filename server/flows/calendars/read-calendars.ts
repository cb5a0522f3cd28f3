import { toSpans } from "../../core/availability/spans.ts";
import type { Booking } from "../../core/book/booking.ts";
import type { CalendarFailure } from "../../core/ports/calendar.ts";
import { instant } from "../../core/time.ts";
import type { Reading } from "../../state/rep-entry.ts";
import type { World } from "../world.ts";
import { noteConnection } from "./note-connection.ts";
import { readingRange } from "./reading-range.ts";

/** A failed reading keeps what was known, says why it is not to be used, and since when. */
export function failedReading(world: World, before: Reading | null, failure: CalendarFailure): Reading {
  const now = world.now();
  return {
    spans: before?.spans ?? new Int32Array(0),
    startAt: before?.startAt ?? now,
    endAt: before?.endAt ?? now,
    checkedAt: before?.checkedAt ?? instant(0),
    failure: failure.kind,
    failedSince: before?.failedSince ?? now,
  };
}

async function readOne(world: World, repId: string, ignoreUids: readonly string[]): Promise<Reading | null> {
  const rep = world.state.setup().reps.get(repId);
  if (!rep || world.calendars.isLocal(rep.calendar.kind)) return null;
  const now = world.now();
  const { startAt, endAt } = readingRange(world, rep, now);
  world.state.calendars.noteTry(repId, now);
  const calendar = world.calendars.open(rep);
  const result = await calendar.busy({ startAt, endAt, ignoreUids }, world.settings.calendarTimeoutMs);
  world.meter.calendarRead(result.ok ? "ok" : result.failure.kind);
  await noteConnection(world, rep, result);
  if (result.ok) return { spans: toSpans(result.value), startAt, endAt, checkedAt: now };
  world.log.warn({ repId, failure: result.failure.kind }, "a calendar could not be read");
  return failedReading(world, world.state.calendars.reading(repId), result.failure);
}

/**
 * Reads these reps' outside calendars now, in parallel, each within the deadline; memory knows the results when it
 * resolves and the store soon after. A failure is a reading too: its rep is left out with the reason. Local calendars are skipped.
 */
export async function readCalendars(world: World, repIds: readonly string[], moving?: Booking): Promise<void> {
  const readings = await Promise.all(
    repIds.map(async (repId) => ({ repId, reading: await readOne(world, repId, moving ? [moving.uid] : []) })),
  );
  const known = readings.flatMap(({ repId, reading }) => (reading ? [{ repId, ...reading }] : []));
  if (known.length === 0) return;
  for (const row of known) world.state.calendars.applyReading(row.repId, row);
  await world.store.write(async (repos) => {
    for (const row of known) await repos.busy.put(row);
  });
}
