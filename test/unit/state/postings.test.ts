import fc from "fast-check";
import { expect, test } from "vitest";
import { createPostings } from "../../../server/state/postings.ts";

const hash = fc.integer({ min: 0, max: 2 ** 32 - 1 });

test("every place is found under its key, and nothing under a key that nobody has, before and after sorting", () => {
  const both = fc.tuple(fc.array(hash, { maxLength: 300 }), fc.array(hash, { maxLength: 50 }), fc.array(hash));
  fc.assert(
    fc.property(both, ([bulk, later, others]) => {
      const postings = createPostings({ bulk: true });
      const places = new Map<number, number[]>();
      const add = (key: number, place: number) => {
        postings.add(key, place);
        places.set(key, [...(places.get(key) ?? []), place]);
      };
      bulk.forEach(add);
      postings.settle();
      later.forEach((key, at) => add(key, bulk.length + at));
      for (const key of [...places.keys(), ...others]) {
        const found: number[] = [];
        postings.each(key, (place) => found.push(place));
        const expected = places.get(key) ?? [];
        expect(found.toSorted((a, b) => a - b)).toEqual(expected);
        expect(postings.count(key, 1_000)).toBe(expected.length);
      }
    }),
  );
});
