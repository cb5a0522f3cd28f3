import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fairOrder } from "../../../../../server/core/route/pools/pick-rep.ts";
import { openPoolBook, type PoolBook } from "../../../../../server/core/route/pools/pool-book.ts";
import { someLedger, someMember, somePool } from "../../../../support/some-setup.ts";
import { anyWeight, june, pick, poolOf, shortfall, take } from "../../../../support/take-turns.ts";

const dayMs = 86_400_000;

describe("joining and leaving", () => {
  const history = someLedger("p", [
    ["ada", 1],
    ["bo", 1],
    ["ada", 1],
    ["bo", 1],
    ["ada", 1],
    ["bo", 1],
  ]);

  it("who joins later does not get the turns that the others had before", () => {
    const pool = somePool("p", ["ada", "bo", someMember("cy", { joinedOn: "2026-06-10" })]);
    const book = openPoolBook(pool, history);
    expect(book.balance("cy")).toMatchObject({ turns: 0, credit: 3, shortfall: 0 });
    const picks = Array.from({ length: 6 }, (_, i) => take(book, pick(book)!, june + 10 * dayMs + i).repId);
    expect(picks.toSorted()).toEqual(["ada", "ada", "bo", "bo", "cy", "cy"]);
  });

  it("the credit follows the weight, and stays what it was on the day of joining", () => {
    const pool = somePool("p", ["ada", "bo", someMember("cy", { weight: 200, joinedOn: "2026-06-10" })]);
    const book = openPoolBook(pool, history);
    take(book, "cy", june + 10 * dayMs);
    take(book, "ada", june + 11 * dayMs);
    expect(book.balance("cy")).toMatchObject({ turns: 1, credit: 6 });
  });

  it("who left and came back starts square, whatever was before", () => {
    const pool = somePool("p", [someMember("ada", { joinedOn: "2026-06-10" }), "bo"]);
    expect(openPoolBook(pool, history).balance("ada")).toMatchObject({ turns: 0, credit: 3, shortfall: 0 });
  });

  it("is in the pool from the first moment of that date anywhere on earth", () => {
    const book = openPoolBook(somePool("p", ["ada", someMember("bo", { joinedOn: "2026-06-10" })]), []);
    expect(book.joinsAt("bo")).toBe(Date.parse("2026-06-09T10:00:00Z"));
    expect(book.joinsAt("ada")).toBe(-Infinity);
    expect(book.joinsAt("stranger")).toBe(Infinity);
  });
});

describe("joining and leaving, over any history", () => {
  const moves = fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 40 });
  const historyOf = (places: readonly number[]) =>
    someLedger(
      "p",
      places.map((place) => [`rep${place}`, 1] as const),
      june,
    );

  it("a newcomer owes and is owed nothing, and what the others are owed does not change", () => {
    fc.assert(
      fc.property(fc.array(anyWeight, { minLength: 5, maxLength: 5 }), anyWeight, moves, (given, newWeight, places) => {
        const before = openPoolBook(poolOf(given), historyOf(places));
        const after = openPoolBook(poolOf([...given, newWeight], { 5: "2026-07-01" }), historyOf(places));
        expect(shortfall(after, "rep5")).toBeCloseTo(0, 9);
        for (const repId of before.repIds) expect(shortfall(after, repId)).toBeCloseTo(shortfall(before, repId), 9);
      }),
    );
  });

  it("after somebody left, the others stand to one another as before", () => {
    fc.assert(
      fc.property(fc.array(anyWeight, { minLength: 5, maxLength: 5 }), moves, (given, places) => {
        const before = openPoolBook(poolOf(given), historyOf(places));
        const after = openPoolBook(poolOf(given.slice(0, 4)), historyOf(places));
        const perWeight = (book: PoolBook, place: number) => shortfall(book, `rep${place}`) / given[place]!;
        for (const place of [1, 2, 3]) {
          const gap = (book: PoolBook) => perWeight(book, place) - perWeight(book, 0);
          expect(gap(after)).toBeCloseTo(gap(before), 9);
        }
      }),
    );
  });

  it("a book that followed entry by entry equals one that was opened at the end", () => {
    const joined = { 1: "2026-06-01", 3: "2026-06-02", 4: "2026-06-02" };
    fc.assert(
      fc.property(fc.array(anyWeight, { minLength: 5, maxLength: 5 }), moves, (given, places) => {
        const entries = historyOf(places);
        const followed = openPoolBook(poolOf(given, joined), []);
        for (const entry of entries) followed.apply(entry);
        const opened = openPoolBook(poolOf(given, joined), entries);
        for (const repId of opened.repIds) expect(followed.balance(repId)).toEqual(opened.balance(repId));
        expect(fairOrder(followed)).toEqual(fairOrder(opened));
        expect(followed.seq).toBe(opened.seq);
      }),
    );
  });
});
