/** Places in the order of their keys' buckets: those of bucket `b` stand from `starts[b]` to `starts[b + 1]`. */
export interface SortedPostings {
  /** A hash's bucket is its bits above this. */
  readonly shift: number;
  readonly starts: Uint32Array;
  readonly places: Uint32Array;
  /** The hash of each place's key: buckets are shared. */
  readonly hashes: Uint32Array;
  /** Two bits of one word for each hash that is here. */
  readonly filter: Uint32Array;
  /** A hash's word of the filter is its bits above this. */
  readonly filterShift: number;
}

const perBucket = 4;
const mostBits = 28;
/** A word of the filter for so many hashes: of those that are not here it lets one in twenty pass. */
const perWord = 4;

interface Pairs {
  readonly hashes: Uint32Array;
  readonly places: Uint32Array;
}

/** By the first eight bits of the hashes: what is near in the result is then near in the reading, so that the caches hold it. */
function parted(from: Uint32Array, whose: Uint32Array): Pairs {
  const next = new Uint32Array(257);
  for (let at = 0; at < from.length; at++) {
    const part = ((from[at] ?? 0) >>> 24) + 1;
    next[part] = (next[part] ?? 0) + 1;
  }
  for (let part = 1; part < 257; part++) next[part] = (next[part] ?? 0) + (next[part - 1] ?? 0);
  const hashes = new Uint32Array(from.length);
  const places = new Uint32Array(from.length);
  for (let at = 0; at < from.length; at++) {
    const hash = from[at] ?? 0;
    const place = next[hash >>> 24] ?? 0;
    next[hash >>> 24] = place + 1;
    hashes[place] = hash;
    places[place] = whose[at] ?? 0;
  }
  return { hashes, places };
}

/** Sorts places by the buckets of their hashes, in two passes over them; the order within a key stays. */
export function sortPostings(given: Uint32Array, givenPlaces: Uint32Array): SortedPostings {
  const { hashes: from, places: whose } = parted(given, givenPlaces);
  const total = from.length;
  const bits = Math.max(1, Math.min(mostBits, Math.ceil(Math.log2(Math.max(1, total / perBucket)))));
  const shift = 32 - bits;
  const starts = new Uint32Array(2 ** bits + 1);
  for (let at = 0; at < total; at++) {
    const bucket = (from[at] ?? 0) >>> shift;
    starts[bucket + 1] = (starts[bucket + 1] ?? 0) + 1;
  }
  for (let at = 1; at < starts.length; at++) starts[at] = (starts[at] ?? 0) + (starts[at - 1] ?? 0);
  const next = starts.slice();
  const places = new Uint32Array(total);
  const hashes = new Uint32Array(total);
  for (let at = 0; at < total; at++) {
    const hash = from[at] ?? 0;
    const place = next[hash >>> shift] ?? 0;
    next[hash >>> shift] = place + 1;
    places[place] = whose[at] ?? 0;
    hashes[place] = hash;
  }
  return { shift, starts, places, hashes, ...filterOf(hashes) };
}

const filterMask = (hash: number): number => (1 << (hash & 31)) | (1 << ((hash >>> 5) & 31));

/** Which hashes are here, in a tenth of the memory, so that the many that are not cost one look into it. */
function filterOf(hashes: Uint32Array): Pick<SortedPostings, "filter" | "filterShift"> {
  const bits = Math.max(1, Math.min(22, Math.ceil(Math.log2(Math.max(1, hashes.length / perWord)))));
  const filterShift = 32 - bits;
  const filter = new Uint32Array(2 ** bits);
  for (let at = 0; at < hashes.length; at++) {
    const hash = hashes[at] ?? 0;
    const word = hash >>> filterShift;
    filter[word] = (filter[word] ?? 0) | filterMask(hash);
  }
  return { filter, filterShift };
}

/** False when the hash is not here; true when it may be. */
export function mayHave({ filter, filterShift }: SortedPostings, hash: number): boolean {
  const mask = filterMask(hash);
  return ((filter[hash >>> filterShift] ?? 0) & mask) === mask;
}

const joined = (a: Uint32Array, b: Uint32Array): Uint32Array => {
  const both = new Uint32Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
};

/** Both as one. */
export const mergePostings = (a: SortedPostings, b: SortedPostings): SortedPostings =>
  sortPostings(joined(a.hashes, b.hashes), joined(a.places, b.places));
