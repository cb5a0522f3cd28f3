import { toSpans } from "../core/availability/spans.ts";
import type { Booking } from "../core/book/booking.ts";
import { instant } from "../core/time.ts";
import type { Reading } from "../state/rep-entry.ts";
import { noteConnection } from "./note-connection.ts";
import type { World } from "./world.ts";

/** How far ahead outside calendars are read: what lies beyond is unknown, so it is never offered. */
const readingDays = 62;
const dayMs = 86_400_000;

async function readOne(world: World, repId: string, ignoreUids: readonly string[]): Promise<Reading | null> {
  const rep = world.state.setup().reps.get(repId);
  if (!rep || world.calendars.isLocal(rep.calendar.kind)) return null;
  const now = world.now();
  const range = { startAt: instant(now - dayMs), endAt: instant(now + readingDays * dayMs), ignoreUids };
  world.state.calendars.noteTry(repId, now);
  const calendar = world.calendars.open(rep);
  const result = await calendar.busy(range, world.settings.calendarTimeoutMs);
  world.meter.calendarRead(result.ok ? "ok" : result.failure.kind);
  await noteConnection(world, rep, result);
  if (result.ok) return { spans: toSpans(result.value), startAt: range.startAt, endAt: range.endAt, checkedAt: now };
  world.log.warn({ repId, failure: result.failure.kind }, "a calendar could not be read");
  const before = world.state.calendars.reading(repId);
  return {
    spans: before?.spans ?? new Int32Array(0),
    startAt: before?.startAt ?? now,
    endAt: before?.endAt ?? now,
    checkedAt: before?.checkedAt ?? instant(0),
    failure: result.failure.kind,
    failedSince: before?.failedSince ?? now,
  };
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
