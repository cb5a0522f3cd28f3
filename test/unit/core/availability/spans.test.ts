import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  copySpans,
  intersectSpans,
  mergeSpans,
  pushSpan,
  type Spans,
  spanBuffer,
  spansOf,
  subtractInto,
  subtractSpans,
  toSpans,
  widenSpans,
} from "../../../../server/core/availability/spans.ts";

const pairs = fc.array(
  fc
    .tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: -2, max: 12 }))
    .map(([start, length]) => [start, start + length] as const),
  { maxLength: 10 },
);

/** The minutes of a list of pairs, one by one. */
function minutesOf(list: Iterable<readonly [number, number]>): Set<number> {
  const minutes = new Set<number>();
  for (const [start, end] of list) for (let minute = start; minute < end; minute++) minutes.add(minute);
  return minutes;
}

function pairsOf(spans: Spans): [number, number][] {
  return Array.from({ length: spans.length / 2 }, (_, i) => [spans[2 * i]!, spans[2 * i + 1]!]);
}

function keep(minutes: Set<number>, wanted: (minute: number) => boolean): Set<number> {
  return new Set([...minutes].filter(wanted));
}

/** Sorted, apart from each other, none empty; and exactly these minutes. */
function expectSpans(spans: Spans, minutes: ReadonlySet<number>): void {
  for (let i = 1; i < spans.length; i++) expect(spans[i]).toBeGreaterThan(spans[i - 1]!);
  expect([...minutesOf(pairsOf(spans))]).toEqual([...minutes].sort((a, b) => a - b));
}

describe("spans", () => {
  it("hold exactly the minutes of the pairs that they are made of", () => {
    fc.assert(fc.property(pairs, (list) => expectSpans(spansOf(list), minutesOf(list))));
  });

  it("are merged, intersected and subtracted minute for minute", () => {
    fc.assert(
      fc.property(pairs, pairs, (one, two) => {
        const [a, b] = [minutesOf(one), minutesOf(two)];
        expectSpans(mergeSpans(spansOf(one), spansOf(two)), new Set([...a, ...b]));
        expectSpans(
          intersectSpans(spansOf(one), spansOf(two)),
          keep(a, (minute) => b.has(minute)),
        );
        expectSpans(
          subtractSpans(spansOf(one), spansOf(two)),
          keep(a, (minute) => !b.has(minute)),
        );
      }),
    );
  });

  it("are widened minute for minute, and taking them away widened is taking the widened away", () => {
    const margin = fc.integer({ min: 0, max: 5 });
    fc.assert(
      fc.property(pairs, pairs, fc.tuple(margin, margin, fc.integer({ min: -5, max: 70 })), (one, two, [front, behind, from]) => {
        const [windows, taken] = [spansOf(one), spansOf(two)];
        const wide = widenSpans(taken, { front, behind });
        expectSpans(wide, minutesOf(pairsOf(taken).map(([start, end]) => [start - front, end + behind] as const)));
        const free = spanBuffer();
        subtractInto(free, { spans: windows, length: windows.length }, { taken, front, behind, fromMinute: from });
        const blocked = minutesOf(pairsOf(wide));
        const left = keep(minutesOf(pairsOf(windows)), (minute) => minute >= from && !blocked.has(minute));
        expectSpans(copySpans(free), left);
      }),
    );
  });

  it("round busy times outwards to whole minutes and forget those that are empty", () => {
    const at = (ms: number, end: number) => ({ startAt: ms, endAt: end });
    expect([...toSpans([at(60_000, 120_000)])]).toEqual([1, 2]);
    expect([...toSpans([at(59_999, 120_001)])]).toEqual([0, 3]);
    expect([...toSpans([at(60_010, 60_020)])]).toEqual([1, 2]);
    expect([...toSpans([at(60_000, 60_000), at(60_500, 60_500), at(180_000, 120_000)])]).toEqual([]);
    expect([...toSpans([at(600_000, 660_000), at(60_000, 120_000), at(120_000, 180_000)])]).toEqual([1, 3, 10, 11]);
  });

  it("grow past the buffer's first size", () => {
    const buffer = spanBuffer();
    for (let i = 0; i < 1_000; i++) pushSpan(buffer, i * 10, i * 10 + 5);
    expect(copySpans(buffer).length).toBe(2_000);
    expect(copySpans(buffer).slice(-2)).toEqual(Int32Array.of(9_990, 9_995));
  });
});
