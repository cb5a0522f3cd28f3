import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  decodeStarts,
  dropStarts,
  encodeTimes,
  frame,
  hasStart,
  intersectStarts,
  isEmpty,
  markBits,
  noStarts,
  type Starts,
  startsOf,
  unionStarts,
} from "../../../../server/core/slots/starts.ts";

interface Drawn {
  readonly starts: Starts;
  readonly minutes: Set<number>;
}

/** A set on a frame of its own: any step, any phase, any reach. */
const drawn: fc.Arbitrary<Drawn> = fc
  .record({
    step: fc.constantFrom(1, 5, 15, 15, 15),
    from: fc.integer({ min: 29_000_000, max: 29_003_000 }),
    bits: fc.uniqueArray(fc.integer({ min: 0, max: 400 }), { maxLength: 40 }),
  })
  .map(({ step, from, bits }) => {
    const starts = frame(step, from, from + 401 * step);
    const first = (from - starts.baseMinute) / step;
    for (const bit of bits) markBits(starts.bits, { first: first + bit, last: first + bit, stride: 1 });
    return { starts, minutes: new Set(bits.map((bit) => from + bit * step)) };
  });

const sorted = (minutes: Iterable<number>) => [...minutes].sort((a, b) => a - b);

describe("a set of starts", () => {
  it("gives back every minute that was put in, whatever its frame", () => {
    fc.assert(
      fc.property(drawn, ({ starts, minutes }) => {
        expect(decodeStarts(starts)).toEqual(sorted(minutes));
        for (const minute of minutes) expect(hasStart(starts, minute)).toBe(true);
        expect(isEmpty(starts)).toBe(minutes.size === 0);
        expect(decodeStarts(startsOf([...minutes].reverse()))).toEqual(sorted(minutes));
      }),
    );
  });

  it("has no other minute, between its bits or outside its frame", () => {
    fc.assert(
      fc.property(drawn, fc.integer({ min: -500, max: 7_000 }), ({ starts, minutes }, away) => {
        const minute = starts.baseMinute + away;
        expect(hasStart(starts, minute)).toBe(minutes.has(minute));
      }),
    );
    expect(hasStart(noStarts, 0)).toBe(false);
  });

  it("is joined and met like sets of minutes, on one frame or on many", () => {
    fc.assert(
      fc.property(fc.array(drawn, { maxLength: 5 }), (sets) => {
        const starts = sets.map((set) => set.starts);
        const any = new Set(sets.flatMap(({ minutes }) => [...minutes]));
        const all = [...any].filter((minute) => sets.every(({ minutes }) => minutes.has(minute)));
        expect(decodeStarts(unionStarts(starts))).toEqual(sorted(any));
        expect(decodeStarts(intersectStarts(starts))).toEqual(sorted(all));
      }),
    );
  });

  it("is unchanged by nothing, itself and its parts", () => {
    fc.assert(
      fc.property(drawn, drawn, ({ starts: a }, { starts: b }) => {
        expect(decodeStarts(unionStarts([a, noStarts]))).toEqual(decodeStarts(a));
        expect(decodeStarts(unionStarts([a, a]))).toEqual(decodeStarts(a));
        expect(decodeStarts(intersectStarts([a, unionStarts([a, b])]))).toEqual(decodeStarts(a));
        expect(decodeStarts(unionStarts([a, intersectStarts([a, b])]))).toEqual(decodeStarts(a));
        expect(isEmpty(intersectStarts([a, noStarts]))).toBe(true);
      }),
    );
    expect([unionStarts([]), intersectStarts([])]).toEqual([noStarts, noStarts]);
  });

  it("travels as a first minute and the distances from each start to the next", () => {
    fc.assert(
      fc.property(drawn, ({ starts, minutes }) => {
        const { firstMinute, deltas } = encodeTimes(starts);
        const told = firstMinute === null ? [] : [firstMinute];
        for (const delta of deltas) told.push((told.at(-1) ?? 0) + delta);
        expect(told).toEqual(sorted(minutes));
      }),
    );
    // A start on the very first bit of a frame.
    expect(startsOf([29_000_000]).baseMinute).toBe(29_000_000);
    expect(encodeTimes(startsOf([29_000_000, 29_000_005, 29_000_006]))).toEqual({ firstMinute: 29_000_000, deltas: [5, 1] });
    expect(encodeTimes(startsOf([29_000_000]))).toEqual({ firstMinute: 29_000_000, deltas: [] });
    expect(encodeTimes(startsOf([29_000_430, 29_000_400, 29_000_415]))).toEqual({ firstMinute: 29_000_400, deltas: [15, 15] });
  });

  it("loses exactly the starts of a dropped stretch, its end not included", () => {
    fc.assert(
      fc.property(drawn, fc.integer({ min: -100, max: 7_000 }), fc.integer({ min: 0, max: 3_000 }), (set, away, length) => {
        const from = set.starts.baseMinute + away;
        dropStarts(set.starts, from, from + length);
        expect(decodeStarts(set.starts)).toEqual(
          sorted(set.minutes).filter((minute) => minute < from || minute >= from + length),
        );
      }),
    );
  });
});
