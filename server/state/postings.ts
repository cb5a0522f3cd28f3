import { mayHave, mergePostings, type SortedPostings, sortPostings } from "./sorted-postings.ts";

/**
 * Which places have which key: lists of numbers by 32-bit hash, in typed arrays. What was added last stands in a map beside them,
 * and becomes one more sorted part when there is much of it. Nothing is taken out, so who reads passes over what is gone.
 */
export interface Postings {
  add(hash: number, place: number): void;
  /** Sorts what was added since `createPostings` or the last call: for after the bulk. */
  settle(): void;
  /** Calls `visit` with every place of the key. */
  each(hash: number, visit: (place: number) => void): void;
  /** False when nothing has the key; true when something may. */
  mayHave(hash: number): boolean;
  /** How many places the key has, counted up to `limit`. */
  count(hash: number, limit: number): number;
}

/** A list of numbers that doubles its room. */
function createNumbers(room: number) {
  let array = new Uint32Array(room);
  let length = 0;
  return {
    push(value: number) {
      if (length === array.length) {
        const bigger = new Uint32Array(length * 2);
        bigger.set(array);
        array = bigger;
      }
      array[length] = value;
      length += 1;
    },
    read: () => array.subarray(0, length),
    get length() {
      return length;
    },
  };
}

const room = 1_024;
const bulkRoom = 1_048_576;
/** So many added ones are sorted together, in some milliseconds. */
const mostUnsorted = 65_536;

/** `bulk`: everything comes before the first look-up, so nothing is kept for looking up until `settle`. */
export function createPostings({ bulk }: { readonly bulk: boolean }): Postings {
  /** The largest first, each at least twice the next, so that there are few. */
  const parts: SortedPostings[] = [];
  let inBulk = bulk;
  let hashes = createNumbers(bulk ? bulkRoom : room);
  let places = createNumbers(bulk ? bulkRoom : room);
  const unsorted = new Map<number, number[]>();

  const settle = () => {
    inBulk = false;
    if (hashes.length === 0) return;
    let part = sortPostings(hashes.read(), places.read());
    for (let last = parts.at(-1); last !== undefined && last.places.length < 2 * part.places.length; last = parts.at(-1)) {
      parts.pop();
      part = mergePostings(last, part);
    }
    parts.push(part);
    hashes = createNumbers(room);
    places = createNumbers(room);
    unsorted.clear();
  };

  return {
    settle,
    add(hash, place) {
      hashes.push(hash);
      places.push(place);
      if (inBulk) return;
      const list = unsorted.get(hash);
      if (list === undefined) unsorted.set(hash, [place]);
      else list.push(place);
      if (hashes.length >= mostUnsorted) settle();
    },
    each(hash, visit) {
      for (const part of parts) {
        if (!mayHave(part, hash)) continue;
        const { shift, starts, places: sorted, hashes: keys } = part;
        const bucket = hash >>> shift;
        const end = starts[bucket + 1] ?? 0;
        for (let at = starts[bucket] ?? 0; at < end; at++) if (keys[at] === hash) visit(sorted[at] ?? 0);
      }
      const more = unsorted.size === 0 ? undefined : unsorted.get(hash);
      if (more !== undefined) for (const place of more) visit(place);
    },
    mayHave: (hash) => unsorted.size > 0 || parts.some((part) => mayHave(part, hash)),
    count(hash, limit) {
      let count = unsorted.size === 0 ? 0 : (unsorted.get(hash)?.length ?? 0);
      for (const part of parts) {
        if (!mayHave(part, hash)) continue;
        const { shift, starts, hashes: keys } = part;
        const bucket = hash >>> shift;
        const end = starts[bucket + 1] ?? 0;
        for (let at = starts[bucket] ?? 0; at < end && count < limit; at++) if (keys[at] === hash) count += 1;
      }
      return Math.min(count, limit);
    },
  };
}
