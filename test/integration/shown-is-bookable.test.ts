import { afterEach, expect, test } from "vitest";
import type { BookingAnswer, HoldAnswer, Offer } from "../../server/contract/public.ts";
import { openTestWorld, readJson, type TestWorld } from "../support/test-world.ts";

let world: TestWorld;
afterEach(() => world.close());

/** The same worlds in every run: a small generator with a seed (mulberry32). */
function chance(seed: number) {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (end: number): number => Math.floor(next() * end);
  const one = <T>(items: readonly T[]): T => items[below(items.length)] as T;
  return { below, one };
}

const zones = ["UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "America/St_Johns"];

function randomSetup(seed: number): object {
  const { below, one } = chance(seed);
  const reps = Array.from({ length: 1 + below(4) }, (_, i) => ({
    id: `rep${i}`,
    name: `Rep ${i}`,
    email: `rep${i}@acme.example`,
    timeZone: one(zones),
    hours: [{ days: "mon-sat", start: one(["07:00", "08:15", "09:00"]), end: one(["11:30", "13:00", "16:45"]) }],
    ...(below(3) === 0 ? { absences: [{ start: "2026-06-16", end: "2026-06-16" }] } : {}),
    ...(below(3) === 0 ? { overrides: [{ date: "2026-06-17", start: "10:05", end: "12:35" }] } : {}),
  }));
  const durationMinutes = one([25, 30, 45, 60]);
  const lengths = below(2) === 0 ? { lengths: [durationMinutes, durationMinutes + 30] } : {};
  return {
    company: { name: "Acme", timeZone: "UTC" },
    reps,
    pools: [
      {
        id: "sales",
        offer: one(["rep", "any", "all"]),
        rotation: one(["weighted", "strict"]),
        members: reps.map(({ id }) => id),
        everybodyAway: { kind: "message", text: "Away." },
      },
    ],
    meetingTypes: [
      {
        id: "demo",
        name: "Demo",
        durationMinutes,
        ...lengths,
        slotIntervalMinutes: one([15, 20, 30, 45]),
        minimumNoticeMinutes: one([0, 45, 180]),
        bufferBeforeMinutes: one([0, 5, 15]),
        bufferAfterMinutes: one([0, 10]),
        offsetStartMinutes: one([0, 5]),
        horizon: { kind: "days", days: 1 + below(3) },
        ...(below(3) === 0 ? { meetingLimits: { day: 1 + below(3) } } : {}),
      },
    ],
    router: { catchAll: { kind: "offerPool", poolId: "sales", meetingTypeId: "demo" } },
  };
}

function shownIn({ times }: Offer): readonly number[] {
  const minutes = times.firstMinute === null ? [] : [times.firstMinute];
  for (const delta of times.deltas) minutes.push((minutes.at(-1) ?? 0) + delta);
  return minutes;
}

const iso = (minute: number): string => new Date(minute * 60_000).toISOString();
const worlds = 24;

/** Fills a world: each lead books one of the times that it is shown, held before or not, until nobody is offered any. */
async function fill(seed: number): Promise<{ booked: number; refused: number; notShown: number }> {
  const { below } = chance(seed * 7_919);
  const counts = { booked: 0, refused: 0, notShown: 0 };
  for (;;) {
    const answer = await world.submit({ email: `lead${counts.booked}@firm${counts.booked}.example` });
    if (answer.outcome !== "offered") return counts;
    const { lengths } = answer.offer.meetingType;
    const minutes = lengths?.[below(lengths.length)];
    const length = minutes === undefined ? {} : { minutes };
    const offer = await readJson<Offer>(await world.post("/v1/times", { token: answer.offer.token, ...length }));
    const shown = shownIn(offer);
    const start = shown[below(shown.length)];
    if (start === undefined) return counts;
    const wish = { token: offer.token, timeZone: "UTC", locale: "en", name: "V", email: "v@firm.example", ...length };
    // Off every grid: what lies on another rep's grid may rightly be booked with that rep.
    const other = start + 1 + below(4);
    if (!shown.includes(other) && counts.booked % 5 === 0) {
      const outcome = await readJson<BookingAnswer>(await world.post("/v1/bookings", { ...wish, start: iso(other) }));
      if (outcome.outcome === "taken") counts.notShown++;
      else return { ...counts, refused: counts.refused + 1 };
    }
    if (counts.booked % 2 === 0) {
      const held = await readJson<HoldAnswer>(
        await world.post("/v1/holds", { token: offer.token, start: iso(start), ...length }),
      );
      if (held.outcome !== "held") counts.refused++;
    }
    const booked = await readJson<BookingAnswer>(await world.post("/v1/bookings", { ...wish, start: iso(start) }));
    if (booked.outcome === "booked") counts.booked++;
    else return { ...counts, refused: counts.refused + 1 };
  }
}

test("whatever time is shown can be held and booked, and a time that is not shown cannot, in random worlds until they are full", async () => {
  const totals = { booked: 0, refused: 0, notShown: 0 };
  for (let seed = 1; seed <= worlds; seed++) {
    if (seed > 1) await world.close();
    world = await openTestWorld({ setup: JSON.stringify(randomSetup(seed)) });
    const counts = await fill(seed);
    expect(counts.refused, `world ${seed}`).toBe(0);
    totals.booked += counts.booked;
    totals.notShown += counts.notShown;
  }
  console.info(`shown is bookable: ${worlds} worlds, ${totals.booked} shown times booked, ${totals.notShown} others refused`);
  expect(totals.booked).toBeGreaterThan(200);
});
