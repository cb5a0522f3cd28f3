import type { CalendarSyncRow } from "../../../db/store/calendars.ts";
import type { Repos } from "../../../db/store.ts";
import type { Rep } from "../../core/availability/rep.ts";
import { toSpans } from "../../core/availability/spans.ts";
import { isOpen } from "../../core/book/booking.ts";
import { newId } from "../../core/id.ts";
import type { Calendar, CalendarChanges, CalendarFailure } from "../../core/ports/calendar.ts";
import type { Instant } from "../../core/time.ts";
import { type Reading, sameTimes } from "../../state/rep-entry.ts";
import type { World } from "../world.ts";
import { compareBookings, type Difference } from "./compare-bookings.ts";
import { keepWatch, watchedUntil } from "./keep-watch.ts";
import { noteConnection } from "./note-connection.ts";
import { failedReading, readCalendars } from "./read-calendars.ts";
import { readingRange } from "./reading-range.ts";

/** Nobody waits for it, and the first look at a full calendar takes its time. */
const syncTimeoutMs = 15_000;
/** What is not said to have changed is looked at all the same, so often. */
const wholeEveryMs = 24 * 3_600_000;

/** One rep's calendar while it is followed. */
interface Following {
  readonly world: World;
  readonly rep: Rep;
  readonly calendar: Calendar;
  readonly now: Instant;
  readonly sync: CalendarSyncRow;
}

/**
 * Asks what changed in these reps' outside calendars, and reads busy times only where something did. What was done there to the
 * events of bookings becomes jobs. A failure that mends by itself leaves a reading in use that is still fresh. `whole`: whatever
 * the provider says, everything is looked at. Answers of how many the busy times were read.
 */
export async function syncCalendars(world: World, repIds: readonly string[], whole = false): Promise<number> {
  const before = repIds.map((repId) => world.state.calendars.reading(repId)?.spans);
  await Promise.all(repIds.map((repId) => syncOne(world, repId, whole)));
  return repIds.filter((repId, i) => world.state.calendars.reading(repId)?.spans !== before[i]).length;
}

async function syncOne(world: World, repId: string, whole: boolean): Promise<void> {
  const rep = world.state.setup().reps.get(repId);
  if (!rep || world.calendars.isLocal(rep.calendar.kind)) return;
  const calendar = world.calendars.open(rep);
  if (!calendar.changes) return readCalendars(world, [repId]);
  const now = world.now();
  world.state.calendars.noteTry(repId, now);
  const following: Following = { world, rep, calendar, now, sync: await syncRow(world, rep, now) };
  const failure = await follow(following, whole);
  // A server that refuses to tell what changed may tell when somebody is busy.
  if (failure?.kind === "refused") return readCalendars(world, [repId]);
  world.meter.calendarRead(failure?.kind ?? "ok");
  await noteConnection(world, rep, failure ? { ok: false, failure } : { ok: true, value: null });
  if (failure) await fail(world, repId, failure);
}

/** What is kept of this account and choice of calendars; a beginning when it is of another. */
async function syncRow(world: World, rep: Rep, now: Instant): Promise<CalendarSyncRow> {
  const connection = rep.calendar.kind === "connected" ? world.state.connections.of(rep.id) : null;
  const { id, busyCalendars, meetingCalendar } = connection ?? {};
  const source = world.digests.sha256Hex(JSON.stringify([rep.calendar, id, busyCalendars, meetingCalendar]));
  const row = await world.store.read.calendarSyncs.find(rep.id);
  if (row?.source === source) return row;
  return { repId: rep.id, source, told: [], watches: [], watchAgainAt: now, wholeAt: now };
}

async function follow(following: Following, forced: boolean): Promise<CalendarFailure | null> {
  const { world, rep, calendar, now, sync } = following;
  const range = readingRange(world, rep, now);
  const told = await calendar.changes?.({ cursor: sync.cursor ?? null, until: range.endAt }, syncTimeoutMs);
  if (!told?.ok) return told?.failure ?? null;
  // After the cursor, so that busy times are never older than the place from which changes are told.
  const before = await world.store.read.busy.find(rep.id);
  const whole = forced || told.value.whole || now >= sync.wholeAt + wholeEveryMs;
  const changes = { ...told.value, whole };
  const isKnown = before !== null && before.failure === undefined && before.endAt >= range.neededUntil;
  if (isKnown && !whole && !changes.blind && changes.urls.length === 0) {
    const held = world.state.calendars.reading(rep.id);
    const spans = held && sameTimes(held, before) ? held.spans : before.spans;
    await keep(following, { changes, reading: { ...before, spans, checkedAt: now }, seen: null, settled: true });
    return null;
  }
  const bookings = (await world.store.read.bookings.listActive(now, rep.id)).filter(({ status }) => isOpen(status));
  const ignoreUids = bookings.map(({ uid }) => uid);
  const busy = await calendar.busy({ startAt: range.startAt, endAt: range.endAt, ignoreUids }, syncTimeoutMs);
  if (!busy.ok) return busy.failure;
  const spans = toSpans(busy.value);
  const reading = { spans, startAt: range.startAt, endAt: range.endAt, checkedAt: now };
  const seen = await compareBookings(world, { calendar, changes, spans, bookings, timeoutMs: syncTimeoutMs });
  await keep(following, { changes, reading, seen, settled: seen !== null });
  return null;
}

interface Outcome {
  readonly changes: CalendarChanges;
  readonly reading: Reading;
  /** Null when nothing was compared. */
  readonly seen: readonly Difference[] | null;
  /** False when the same changes have to be looked at once more. */
  readonly settled: boolean;
}

/** Memory follows at once; reading, place and what follows from the differences are written as one unit. */
async function keep(following: Following, { changes, reading, seen, settled }: Outcome): Promise<void> {
  const { world, rep, calendar, now, sync } = following;
  world.state.calendars.applyReading(rep.id, reading);
  const next: CalendarSyncRow = {
    ...sync,
    ...(await keepWatch(world, { rep, calendar, sync })),
    ...(settled ? { cursor: changes.cursor } : {}),
    ...(seen ? { told: seen.map(keyOf) } : {}),
    ...(settled && changes.whole ? { wholeAt: now } : {}),
  };
  world.state.calendars.noteWatch(rep.id, watchedUntil(next));
  const known = new Set(sync.told);
  const news = (seen ?? []).filter((difference) => !known.has(keyOf(difference)));
  await world.store.write(async (repos) => {
    await repos.busy.put({ repId: rep.id, ...reading });
    if (JSON.stringify(next) !== JSON.stringify(sync)) await repos.calendarSyncs.put(next);
    for (const difference of news) await enqueueChange(world, repos, difference);
  });
  if (news.length > 0) world.wakeJobs();
}

function keyOf({ booking, change }: Difference): string {
  return `${booking.id}:${booking.sequence}:${change.kind}:${"startAt" in change ? change.startAt : ""}`;
}

async function enqueueChange(world: World, repos: Repos, difference: Difference): Promise<void> {
  const { booking, change } = difference;
  const { kind, ...times } = change;
  const payload = { bookingId: booking.id, sequence: booking.sequence, change: kind, ...times };
  const uniqueKey = `event-changed:${keyOf(difference)}`;
  await repos.jobs.enqueue({
    id: newId("job", world.random),
    kind: "calendar.event_changed",
    uniqueKey,
    payload,
    runAt: world.now(),
  });
}

/** What mends by itself does not take a rep out whose calendar was read a moment ago. */
async function fail(world: World, repId: string, failure: CalendarFailure): Promise<void> {
  world.log.warn({ repId, failure: failure.kind }, "a calendar could not be followed");
  const { calendars } = world.state;
  const before = calendars.reading(repId);
  const mends = failure.kind === "unreachable" || failure.kind === "rate_limited";
  if (mends && before && before.failure === undefined && calendars.isFresh(repId, world.now()))
    return calendars.noteFailure(repId);
  const reading = failedReading(world, before, failure);
  calendars.applyReading(repId, reading);
  await world.store.write((repos) => repos.busy.put({ repId, ...reading }));
}
