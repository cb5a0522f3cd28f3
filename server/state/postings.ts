import { type SortedPostings, sortPostings, withoutPostings } from "./sorted-postings.ts";

/**
 * Which places have which key: lists of numbers by 32-bit hash, in typed arrays. What is added after `freeze` stands in a
 * map beside them; nothing is taken out, so who reads passes over what is gone.
 */
export interface Postings {
  add(hash: number, place: number): void;
  /** Sorts what was added into its final place. Call once, after the bulk. */
  freeze(): void;
  /** Calls `visit` with every place of the key. */
  each(hash: number, visit: (place: number) => void): void;
  /** How many places the key has, counted up to `limit`. */
  count(hash: number, limit: number): number;
  readonly bytes: number;
}

/** A list of numbers that grows by half. */
function createNumbers() {
  let array = new Uint32Array(1_024);
  let length = 0;
  return {
    push(value: number) {
      if (length === array.length) {
        const bigger = new Uint32Array(length + (length >> 1));
        bigger.set(array);
        array = bigger;
      }
      array[length] = value;
      length += 1;
    },
    read: () => array.subarray(0, length),
  };
}

export function createPostings(): Postings {
  let bulk: { readonly hashes: ReturnType<typeof createNumbers>; readonly places: ReturnType<typeof createNumbers> } | null = {
    hashes: createNumbers(),
    places: createNumbers(),
  };
  let sorted: SortedPostings = withoutPostings;
  const later = new Map<number, number[]>();

  return {
    add(hash, place) {
      if (bulk !== null) {
        bulk.hashes.push(hash);
        bulk.places.push(place);
        return;
      }
      const list = later.get(hash);
      if (list === undefined) later.set(hash, [place]);
      else list.push(place);
    },
    freeze() {
      if (bulk === null) return;
      sorted = sortPostings(bulk.hashes.read(), bulk.places.read());
      bulk = null;
    },
    each(hash, visit) {
      const { shift, starts, places, tags } = sorted;
      const bucket = hash >>> shift;
      const tag = hash & 0xffff;
      const end = starts[bucket + 1] ?? 0;
      for (let at = starts[bucket] ?? 0; at < end; at++) if (tags[at] === tag) visit(places[at] ?? 0);
      const more = later.get(hash);
      if (more !== undefined) for (const place of more) visit(place);
    },
    count(hash, limit) {
      const { shift, starts, tags } = sorted;
      const bucket = hash >>> shift;
      const tag = hash & 0xffff;
      const start = starts[bucket] ?? 0;
      const end = starts[bucket + 1] ?? 0;
      let count = later.get(hash)?.length ?? 0;
      for (let at = start; at < end && count < limit; at++) if (tags[at] === tag) count += 1;
      return Math.min(count, limit);
    },
    get bytes() {
      return sorted.starts.byteLength + sorted.places.byteLength + sorted.tags.byteLength;
    },
  };
}
