import { compileRep } from "../../server/core/availability/compile-rep.ts";
import { toSpans } from "../../server/core/availability/spans.ts";
import type { MeetingType } from "../../server/core/slots/meeting-type.ts";
import { type RepStartsInput, repStarts } from "../../server/core/slots/rep-starts.ts";
import { decodeStarts, encodeTimes, unionStarts } from "../../server/core/slots/starts.ts";
import { instant } from "../../server/core/time.ts";
import { luxonSlots, type PlainQuestion } from "./luxon-slots.ts";
import type { BenchRow } from "./row.ts";

const days = 14;
const busyCount = 200;
const startMs = Date.UTC(2026, 10, 2);
const zones = [
  "America/New_York",
  "Europe/Berlin",
  "Asia/Kolkata",
  "Australia/Sydney",
  "America/Santiago",
  "Asia/Tokyo",
  "Europe/London",
  "UTC",
];

const type: MeetingType = {
  id: "intro",
  name: "Intro",
  durationMinutes: 30,
  slotIntervalMinutes: 15,
  minimumNoticeMinutes: 0,
  bufferBeforeMinutes: 10,
  bufferAfterMinutes: 10,
  offsetStartMinutes: 0,
  horizon: { kind: "days", days: 30 },
  meetingLimits: {},
  minuteLimits: {},
  location: { kind: "phone" },
};

/**
 * What slots cost: one rep for a fortnight with 200 busy times from those times on, beside the plain luxon reference in the
 * same rounds; pools of 200 and of other sizes, cold (every rep computed) and warm (every rep's set at hand).
 */
export async function benchSlots(): Promise<BenchRow[]> {
  const pool = Array.from({ length: 5_000 }, (_, i) => question(i));
  const one = pool.slice(0, zones.length);
  for (const asked of one) mustAgree(asked);
  const inputs = pool.map(inputOf);
  const cold = inputs.slice(0, 200);
  const sets = inputs.map(repStarts);
  const luxon: number[] = [];
  const ours: number[] = [];
  for (let round = 0; round < 7; round++) {
    luxon.push(microseconds(1, () => one.slice(0, 2).map(luxonSlots)) / 2);
    ours.push(microseconds(500, () => one.map((_, i) => repStarts(inputs[i]!))) / one.length);
  }
  const ratio = median(ours.map((value, i) => value / luxon[i]!));
  const warm = (reps: number) => microseconds(reps > 1_000 ? 300 : 3_000, () => encodeTimes(unionStarts(sets.slice(0, reps))));
  return [
    { name: "slots: plain luxon reference, one rep", value: median(luxon), unit: "µs" },
    { name: "slots: one rep, 14 days, 200 busy", value: median(ours), unit: "µs" },
    { name: "slots: one rep beside luxon", value: ratio, unit: "ratio", limit: 1 / 5_000, ratioOf: "plain luxon reference" },
    {
      name: "slots: pool of 200, cold",
      value: best(() => microseconds(20, () => encodeTimes(unionStarts(cold.map(repStarts))))) / 1_000,
      unit: "ms",
      limit: 2,
    },
    { name: "slots: pool of 200, warm", value: best(() => warm(200)), unit: "µs", limit: 50 },
    { name: "slots: pool of 1, warm", value: best(() => warm(1)), unit: "µs" },
    { name: "slots: pool of 5,000, warm", value: best(() => warm(5_000)), unit: "µs" },
  ];
}

/** Deterministic busy times of all lengths, some of them on each other. */
function question(seed: number): PlainQuestion {
  let state = (seed + 1) * 2_654_435_761;
  const random = (below: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state % below;
  };
  const busy = Array.from({ length: busyCount }, () => {
    const startAt = startMs + random(days * 96) * 900_000;
    return { startAt, endAt: startAt + (1 + random(4)) * 900_000 };
  });
  const zone = zones[seed % zones.length]!;
  const rest = { opens: 9, closes: 17, durationMinutes: 30, intervalMinutes: 15, bufferMinutes: 10 };
  return { zone, startMs: startMs - 86_400_000, days: days + 2, busy, ...rest };
}

function inputOf({ zone, busy }: PlainQuestion, index: number): RepStartsInput {
  const rep = compileRep({
    id: `rep${index}`,
    name: "Rep",
    email: "rep@example.com",
    timeZone: zone,
    hours: [{ days: [0, 1, 2, 3, 4, 5, 6], start: "09:00", end: "17:00" }],
    overrides: [],
    absences: [],
    travel: [],
    active: true,
    calendar: { kind: "builtin" },
  });
  const startMinute = startMs / 60_000;
  const range = { startMinute, endMinute: startMinute + days * 1_440 };
  return { rep, type, busy: toSpans(busy), bookings: [], range, now: instant(startMs) };
}

/** A fast wrong answer is worth nothing: the reference gives the very same starts. */
function mustAgree(asked: PlainQuestion): void {
  const input = inputOf(asked, 0);
  const { startMinute, endMinute } = input.range;
  const expected = luxonSlots(asked).filter((minute) => minute >= startMinute && minute < endMinute);
  const found = decodeStarts(repStarts(input));
  if (expected.join() !== found.join()) throw new Error(`slots differ from the luxon reference in ${asked.zone}`);
}

function microseconds(times: number, run: () => unknown): number {
  const before = process.cpuUsage();
  for (let i = 0; i < times; i++) run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / times;
}

/** The quietest of some rounds: other programs on the machine only ever add. */
function best(measure: () => number): number {
  return Math.min(...Array.from({ length: 7 }, measure));
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}
