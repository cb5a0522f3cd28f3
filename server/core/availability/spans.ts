import type { EpochMinute } from "../time.ts";

/**
 * Spans of time are flat pairs `[start, end, start, end, …]` of epoch minutes, `start ≤ t < end`, sorted, apart from each
 * other and never empty. Every function here takes and gives them so.
 */
export type Spans = Int32Array;

/** Spans under construction; reused by its owner, so that the hot path allocates nothing. */
export interface SpanBuffer {
  spans: Int32Array;
  /** Used elements, two a span. */
  length: number;
}

/** An element whose index is known to be inside the array; the cast only says so to the compiler. */
export function at(array: Int32Array, index: number): number {
  return array[index] as number;
}

export const noSpans: Spans = new Int32Array(0);

export function spanBuffer(): SpanBuffer {
  return { spans: new Int32Array(128), length: 0 };
}

/** Adds a span that begins no earlier than the last one, merging the two where they touch. */
export function pushSpan(buffer: SpanBuffer, start: EpochMinute, end: EpochMinute): void {
  const n = buffer.length;
  if (n > 0 && start <= at(buffer.spans, n - 1)) {
    if (end > at(buffer.spans, n - 1)) buffer.spans[n - 1] = end;
    return;
  }
  if (n + 2 > buffer.spans.length) {
    const larger = new Int32Array(buffer.spans.length * 2);
    larger.set(buffer.spans);
    buffer.spans = larger;
  }
  buffer.spans[n] = start;
  buffer.spans[n + 1] = end;
  buffer.length = n + 2;
}

/** The spans of a buffer, copied. */
export function copySpans(buffer: SpanBuffer): Spans {
  return buffer.spans.slice(0, buffer.length);
}

/** Pairs in any order, overlapping or not, as spans; pairs that end at or before their start are dropped. */
export function spansOf(pairs: readonly (readonly [EpochMinute, EpochMinute])[]): Spans {
  const buffer = spanBuffer();
  const sorted = pairs.filter(([start, end]) => end > start).sort((a, b) => a[0] - b[0]);
  for (const [start, end] of sorted) pushSpan(buffer, start, end);
  return copySpans(buffer);
}

/** Busy times in milliseconds as spans, rounded outwards to whole minutes: exact for meetings that begin on a minute. */
export function toSpans(busy: readonly { readonly startAt: number; readonly endAt: number }[]): Spans {
  return spansOf(
    busy
      .filter(({ startAt, endAt }) => endAt > startAt)
      .map(({ startAt, endAt }) => [Math.floor(startAt / 60_000), Math.ceil(endAt / 60_000)] as const),
  );
}

/** Time that is in either. */
export function mergeSpans(a: Spans, b: Spans): Spans {
  if (a.length === 0) return b;
  if (b.length === 0) return a;
  const buffer = spanBuffer();
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    if (j >= b.length || (i < a.length && at(a, i) <= at(b, j))) {
      pushSpan(buffer, at(a, i), at(a, i + 1));
      i += 2;
    } else {
      pushSpan(buffer, at(b, j), at(b, j + 1));
      j += 2;
    }
  }
  return copySpans(buffer);
}

/** Time that is in both. */
export function intersectSpans(a: Spans, b: Spans): Spans {
  const buffer = spanBuffer();
  let i = 0;
  let j = 0;
  while (i < a.length && j < b.length) {
    const start = Math.max(at(a, i), at(b, j));
    const end = Math.min(at(a, i + 1), at(b, j + 1));
    if (end > start) pushSpan(buffer, start, end);
    if (at(a, i + 1) < at(b, j + 1)) i += 2;
    else j += 2;
  }
  return copySpans(buffer);
}

/** Every span made longer by minutes in front and behind; margins are not negative. */
export function widenSpans(spans: Spans, margins: { readonly front: number; readonly behind: number }): Spans {
  const buffer = spanBuffer();
  for (let i = 0; i < spans.length; i += 2) pushSpan(buffer, at(spans, i) - margins.front, at(spans, i + 1) + margins.behind);
  return copySpans(buffer);
}

/** Time of `spans` that is not in `taken`. */
export function subtractSpans(spans: Spans, taken: Spans): Spans {
  const buffer = spanBuffer();
  subtractInto(buffer, { spans, length: spans.length }, { taken, front: 0, behind: 0, fromMinute: -Infinity });
  return copySpans(buffer);
}

/** What `subtractInto` takes away: `taken`, each span widened, and everything before `fromMinute`. */
export interface Subtrahend {
  readonly taken: Spans;
  readonly front: number;
  readonly behind: number;
  readonly fromMinute: number;
}

/** Fills `free` with the time of `windows` that is left. One pass over both, from the first span that can matter. */
export function subtractInto(free: SpanBuffer, windows: SpanBuffer, away: Subtrahend): void {
  const { taken, front, behind, fromMinute } = away;
  free.length = 0;
  const first = windows.length === 0 ? 0 : Math.max(fromMinute, at(windows.spans, 0));
  let j = firstEndingAfter(taken, first - behind);
  let reach = fromMinute;
  for (let i = 0; i < windows.length; i += 2) {
    const end = at(windows.spans, i + 1);
    let cursor = Math.max(at(windows.spans, i), reach);
    while (j < taken.length && at(taken, j) - front < end) {
      const busyStart = at(taken, j) - front;
      if (busyStart > cursor) pushSpan(free, cursor, busyStart);
      reach = Math.max(reach, at(taken, j + 1) + behind);
      if (reach > cursor) cursor = reach;
      j += 2;
    }
    if (end > cursor) pushSpan(free, cursor, end);
  }
}

/** Index of the first span that ends after a minute. */
function firstEndingAfter(spans: Spans, minute: number): number {
  let low = 0;
  let high = spans.length >> 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (at(spans, middle * 2 + 1) > minute) high = middle;
    else low = middle + 1;
  }
  return low * 2;
}
