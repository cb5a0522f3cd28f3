/** Places in the order of their keys' buckets: those of bucket `b` stand from `starts[b]` to `starts[b + 1]`. */
export interface SortedPostings {
  /** A hash's bucket is its bits above this. */
  readonly shift: number;
  readonly starts: Uint32Array;
  readonly places: Uint32Array;
  /** The low 16 bits of each place's hash: buckets are shared, hashes hardly. */
  readonly tags: Uint16Array;
}

const perBucket = 4;
const mostBits = 28;

/** `>>> 31` leaves two buckets, both empty. */
export const withoutPostings: SortedPostings = {
  shift: 31,
  starts: new Uint32Array(3),
  places: new Uint32Array(0),
  tags: new Uint16Array(0),
};

/** Sorts places by the buckets of their hashes, in two passes over them; the order within a key stays. */
export function sortPostings(hashes: Uint32Array, whose: Uint32Array): SortedPostings {
  const total = hashes.length;
  const bits = Math.max(1, Math.min(mostBits, Math.ceil(Math.log2(Math.max(1, total / perBucket)))));
  const shift = 32 - bits;
  const starts = new Uint32Array(2 ** bits + 1);
  for (let at = 0; at < total; at++) {
    const bucket = (hashes[at] ?? 0) >>> shift;
    starts[bucket + 1] = (starts[bucket + 1] ?? 0) + 1;
  }
  for (let at = 1; at < starts.length; at++) starts[at] = (starts[at] ?? 0) + (starts[at - 1] ?? 0);
  const next = starts.slice();
  const places = new Uint32Array(total);
  const tags = new Uint16Array(total);
  for (let at = 0; at < total; at++) {
    const hash = hashes[at] ?? 0;
    const place = next[hash >>> shift] ?? 0;
    next[hash >>> shift] = place + 1;
    places[place] = whose[at] ?? 0;
    tags[place] = hash & 0xffff;
  }
  return { shift, starts, places, tags };
}
