import { afterAll, beforeAll, expect, test } from "vitest";
import { parseSetup } from "../../server/adapters/setup-file/parse-setup.ts";
import type { SubmissionAnswer } from "../../server/contract/public.ts";
import { horizonMinutes } from "../../server/core/slots/horizon.ts";
import { instant } from "../../server/core/time.ts";
import { applySetup } from "../../server/flows/setup/apply-setup.ts";
import { repBooking } from "../../server/state/rep-entry.ts";
import { oracleStarts, wallMinute } from "../support/minute-oracle.ts";
import { minutesOf } from "../support/race-for-one-time.ts";
import { oddDays } from "../support/random-reps.ts";
import { openTestWorld, type TestWorld } from "../support/test-world.ts";

const minuteMs = 60_000;
const dayMs = 86_400_000;
const durationMinutes = 45;

/** Anna works through the hours at which clocks are changed, in one zone; who asks is in another. */
const setupIn = (zone: string) => `
company: { name: Acme, timeZone: UTC }
reps: [{ id: anna, name: Anna, email: anna@acme.example, timeZone: ${zone}, hours: [{ days: sun-sat, start: "00:00", end: "06:30" }] }]
pools: [{ id: sales, members: [anna], everybodyAway: { kind: message, text: Later. } }]
meetingTypes: [{ id: demo, name: Demo, durationMinutes: ${durationMinutes}, slotIntervalMinutes: 15, minimumNoticeMinutes: 0, horizon: { kind: days, days: 2 } }]
router: { qualify: { message: Later., rules: [] }, rules: [], catchAll: { kind: offerPool, poolId: sales, meetingTypeId: demo } }
`;

let world: TestWorld;
beforeAll(async () => {
  world = await openTestWorld({ setup: null });
});
afterAll(() => world.close());

async function applyIn(zone: string): Promise<void> {
  const parsed = parseSetup(setupIn(zone));
  if (!parsed.ok) throw new TypeError(JSON.stringify(parsed.problems));
  await applySetup(world.context.world, { setup: parsed.setup, author: "test", note: "" });
}

let leads = 0;
const submit = () => world.submit({ email: `vera@firm${++leads}.example` });
const bookedAt = async (minute: number) =>
  (await world.context.world.store.read.bookings.listActive(instant(0))).find(({ startAt }) => startAt === minute * minuteMs);
const shownIn = (answer: SubmissionAnswer) => (answer.outcome === "offered" ? minutesOf(answer.offer.times) : []);

/** What the rules give when every minute is asked by itself, with clocks read through luxon. */
async function expected(): Promise<readonly number[]> {
  const { state, now, store } = world.context.world;
  const { reps, meetingTypes } = state.setup();
  const [rep, type] = [reps.get("anna"), meetingTypes.get("demo")];
  if (!rep || !type) throw new Error("the setup is another");
  const bookings = (await store.read.bookings.listActive(instant(0))).map(repBooking);
  const startMinute = now() / minuteMs;
  const endMinute = startMinute + horizonMinutes(type, rep.timeZone, now());
  return oracleStarts([{ rep, type, busy: [], bookings, range: { startMinute, endMinute }, now: now() }]);
}

test("fault 17: no time is shown inside a gap or twice in an overlap, and a meeting over a change lasts its real minutes", async () => {
  let times = 0;
  for (const [zone, utcDate] of oddDays) {
    const oddDay = Date.parse(`${utcDate}T00:00:00Z`);
    world.setNow(instant(oddDay - dayMs));
    await applyIn(zone);
    const answer = await submit();
    const shown = shownIn(answer);
    expect(shown, `${zone} ${utcDate}`).toEqual(await expected());
    expect(new Set(shown).size).toBe(shown.length);

    // The meeting that begins nearest to the change of the clock, if there is one.
    const change = shown.findIndex(
      (minute) => wallMinute(zone, minute + durationMinutes) - wallMinute(zone, minute) !== durationMinutes,
    );
    const chosen = shown[Math.max(change, 1)] ?? 0;
    expect(await world.book(answer, chosen)).toMatchObject({ outcome: "booked" });
    expect(await bookedAt(chosen)).toMatchObject({ endAt: (chosen + durationMinutes) * minuteMs });
    times += shown.length;
  }
  console.info(`fault 17: ${oddDays.length} changes of clocks, ${times} times shown, each one right to the minute`);
});

test("fault 17: a zone whose rules change after the booking moves the hours and not the meeting", async () => {
  // Rules cannot be changed within a process: here the rep's zone becomes another, as Berlin without its summer time would be.
  const zones = [
    ["Europe/Berlin", "Africa/Lagos"],
    ["America/New_York", "America/Panama"],
    ["Australia/Sydney", "Pacific/Guadalcanal"],
  ] as const;
  for (const [i, [before, after]] of zones.entries()) {
    // Each in a week of its own.
    world.setNow(instant(Date.parse("2027-07-12T00:00:00Z") + i * 7 * dayMs));
    await applyIn(before);
    const answer = await submit();
    const chosen = shownIn(answer)[20] ?? 0;
    expect(await world.book(answer, chosen)).toMatchObject({ outcome: "booked" });
    await applyIn(after);
    expect(await bookedAt(chosen)).toMatchObject({ endAt: (chosen + durationMinutes) * minuteMs });
    const shown = shownIn(await submit());
    expect(shown.length).toBeGreaterThan(20);
    for (const minute of shown) expect(Math.abs(minute - chosen)).toBeGreaterThanOrEqual(durationMinutes);
    // The last start of the hours, as the new rules say.
    expect((wallMinute(after, shown.at(-1) ?? 0) + durationMinutes) % 1_440).toBe(6 * 60 + 30);
  }
  console.info(`fault 17: ${zones.length} zones whose rules change after a booking, which stays`);
});
