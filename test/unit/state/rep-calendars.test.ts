import { expect, test } from "vitest";
import { parseSetup } from "../../../server/adapters/setup-file/parse-setup.ts";
import type { Rep } from "../../../server/core/availability/rep.ts";
import { toSpans } from "../../../server/core/availability/spans.ts";
import type { Pool } from "../../../server/core/route/pools/pool.ts";
import type { MeetingType } from "../../../server/core/slots/meeting-type.ts";
import { type Instant, instant } from "../../../server/core/time.ts";
import { createRepCalendars } from "../../../server/state/rep-calendars.ts";

const now = instant(Date.parse("2026-06-15T06:00:00Z"));
const hour = 3_600_000;

const parsed = parseSetup(`
company: { name: Acme, timeZone: UTC }
reps:
  - { id: ann, name: Ann, email: ann@acme.example }
  - { id: ben, name: Ben, email: ben@acme.example }
  - { id: cy, name: Cy, email: cy@acme.example }
pools:
  - { id: north, offer: any, members: [ann, ben], everybodyAway: { kind: message, text: Later. } }
  - { id: south, offer: any, members: [ben, cy], everybodyAway: { kind: message, text: Later. } }
meetingTypes: [{ id: demo, name: Demo, durationMinutes: 60, minimumNoticeMinutes: 0, horizon: { kind: days, days: 3 } }]
router: { qualify: { message: Later., rules: [] }, rules: [], catchAll: { kind: offerPool, poolId: north, meetingTypeId: demo } }
`);
if (!parsed.ok) throw new TypeError(JSON.stringify(parsed.problems));
const { reps, pools, meetingTypes }: { reps: readonly Rep[]; pools: readonly Pool[]; meetingTypes: readonly MeetingType[] } =
  parsed.setup;

function readingOf(at: Instant, ...busyAt: readonly number[]) {
  const spans = toSpans(busyAt.map((startAt) => ({ startAt, endAt: startAt + hour })));
  return { spans, startAt: now, endAt: instant(now + 14 * 24 * hour), checkedAt: at };
}

test("a change of one rep's calendar is answered anew for that rep's pools, and for no other pool", () => {
  const [type] = meetingTypes;
  if (!type) throw new Error("there is no type of meeting");
  const calendars = createRepCalendars({ polledMs: hour, watchedMs: hour });
  const readings = reps.map(({ id }) => ({ repId: id, ...readingOf(now) }));
  calendars.load({ reps, pools, isLocal: () => false, readings, bookings: [] });
  const ask = { type, now };
  const before = { north: calendars.poolStarts("north", ask), south: calendars.poolStarts("south", ask) };

  calendars.applyReading("ann", readingOf(instant(now + 1_000), now + 3 * hour));
  const after = { north: calendars.poolStarts("north", ask), south: calendars.poolStarts("south", ask) };
  expect(after.north).not.toBe(before.north);
  expect(after.south).toBe(before.south);

  // The same times, read once more, are no change.
  calendars.applyReading("ann", readingOf(instant(now + 2_000), now + 3 * hour));
  expect(calendars.poolStarts("north", ask)).toBe(after.north);

  calendars.applyReading("ben", readingOf(instant(now + 1_000), now + 4 * hour));
  expect(calendars.poolStarts("north", ask)).not.toBe(after.north);
  expect(calendars.poolStarts("south", ask)).not.toBe(after.south);
});
