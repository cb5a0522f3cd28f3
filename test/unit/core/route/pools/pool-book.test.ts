import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fairOrder, pickRep } from "../../../../../server/core/route/pools/pick-rep.ts";
import { openPoolBook } from "../../../../../server/core/route/pools/pool-book.ts";
import { someLedger, someMember, somePool } from "../../../../support/some-setup.ts";
import { anybody, anyWeight, june, pick, poolOf, shortfall, take } from "../../../../support/take-turns.ts";

describe("whose turn it is", () => {
  it("follows the weights", () => {
    const book = openPoolBook(somePool("p", [someMember("ada", { weight: 200 }), "bo"]), []);
    const picks = Array.from({ length: 6 }, (_, i) => take(book, pick(book)!, june + i).repId);
    expect(picks).toEqual(["ada", "bo", "ada", "ada", "bo", "ada"]);
  });

  it("in a strict pool follows priority, then who waited longest, whatever the weights", () => {
    const members = [someMember("ada", { priority: 1 }), someMember("bo", { weight: 1 }), someMember("cy")];
    const book = openPoolBook(somePool("p", members, { rotation: "strict" }), []);
    const picks = Array.from({ length: 4 }, (_, i) => take(book, pick(book)!, june + i).repId);
    expect(picks).toEqual(["bo", "cy", "bo", "cy"]);
    expect(fairOrder(book)).toEqual(["bo", "cy", "ada"]);
  });

  it("a member of weight 0 has a turn only when nobody with weight can, even if that one is far ahead", () => {
    const pool = somePool("p", [someMember("reserve", { weight: 0 }), "ada", "bo"]);
    const book = openPoolBook(
      pool,
      someLedger(
        "p",
        Array.from({ length: 9 }, () => ["ada", 1] as const),
      ),
    );
    expect(pickRep(book, (repId) => (repId === "bo" ? "away" : null)).repId).toBe("ada");
    expect(pickRep(book, (repId) => (repId === "reserve" ? null : "away")).repId).toBe("reserve");
  });

  it("when all weights are 0 it is the one who waited longest", () => {
    const members = ["ada", "bo"].map((repId) => someMember(repId, { weight: 0 }));
    const book = openPoolBook(
      somePool("p", members),
      someLedger("p", [
        ["ada", 1],
        ["bo", 1],
        ["bo", 1],
      ]),
    );
    expect(pick(book)).toBe("ada");
    expect(book.balance("ada")).toMatchObject({ share: 0, shortfall: 0 });
  });

  it("a turn given back counts neither as a turn nor as having been served", () => {
    const pool = somePool("p", ["ada", "bo"], { rotation: "strict" });
    const book = openPoolBook(pool, []);
    take(book, "ada", june);
    take(book, "bo", june + 1);
    const given = take(book, "ada", june + 2);
    book.apply({ ...given, seq: 4, kind: "cancelled", turns: -1 });
    expect(book.balance("ada")).toMatchObject({ turns: 1, lastAt: june });
    expect(pick(book)).toBe("ada");
  });

  it("asks in fair order, and nobody after the first who can", () => {
    const book = openPoolBook(
      somePool("p", ["ada", "bo", "cy", "di"]),
      someLedger("p", [
        ["ada", 1],
        ["bo", 1],
      ]),
    );
    const asked: string[] = [];
    const can = (repId: string) => {
      asked.push(repId);
      return repId === "di" ? null : ("calendar_busy" as const);
    };
    expect(pickRep(book, can)).toEqual({
      repId: "di",
      reasons: [
        ["lower_turn", 2],
        ["calendar_busy", 1],
        ["chosen", 1],
      ],
    });
    expect(asked).toEqual(["cy", "di"]);
  });

  it("never asks who is excluded, and says so", () => {
    const book = openPoolBook(somePool("p", ["ada", "bo"]), []);
    const none = pickRep(book, (repId) => (repId === "bo" ? "away" : null), new Set(["ada", "stranger"]));
    expect(none).toEqual({
      repId: null,
      reasons: [
        ["excluded", 1],
        ["away", 1],
      ],
    });
  });

  it("explains itself", () => {
    const book = openPoolBook(
      somePool("p", [someMember("ada", { weight: 300 }), "bo"]),
      someLedger("p", [
        ["ada", 1],
        ["bo", 1],
      ]),
    );
    expect(book.balance("ada")).toEqual({
      repId: "ada",
      turns: 1,
      credit: 0,
      weight: 300,
      share: 0.75,
      due: 1.5,
      shortfall: 0.5,
      lastAt: june,
    });
    expect(book.balance("stranger")).toBeNull();
  });
});

describe("the ledger", () => {
  it("an entry that was applied is ignored, and a number that is missing stops nothing", () => {
    const book = openPoolBook(
      somePool("p", ["ada", "bo"]),
      someLedger("p", [
        ["ada", 1],
        ["bo", 1],
      ]),
    );
    const [first] = someLedger("p", [["ada", 1]]);
    book.apply(first!);
    expect(book.balance("ada")?.turns).toBe(1);
    book.apply({ ...first!, seq: 4 });
    expect(book.seq).toBe(4);
    expect(book.balance("ada")?.turns).toBe(2);
  });
});

describe("fairness, over any sequence of leads", () => {
  it("when all are always there, nobody is ever a whole turn ahead of what the weights say", () => {
    fc.assert(
      fc.property(fc.array(anyWeight, { minLength: 2, maxLength: 10 }), (given) => {
        const book = openPoolBook(poolOf(given), []);
        for (let i = 0; i < 60; i++) {
          const repId = pick(book)!;
          expect(shortfall(book, repId)).toBeGreaterThan(-1e-9);
          take(book, repId, june + i);
          for (const id of book.repIds) expect(shortfall(book, id)).toBeGreaterThan(-1);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("with equal weights nobody is ever a whole turn behind either", () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 12 }), anyWeight, (members, weight) => {
        const book = openPoolBook(poolOf(Array.from({ length: members }, () => weight)), []);
        for (let i = 0; i < 60; i++) {
          take(book, pick(book)!, june + i);
          for (const id of book.repIds) expect(Math.abs(shortfall(book, id))).toBeLessThan(1);
        }
      }),
      { numRuns: 30 },
    );
  });

  it("whoever can be asked, the one with the largest shortfall among them gets the lead", () => {
    const days = fc.array(fc.array(fc.boolean(), { minLength: 6, maxLength: 6 }), { maxLength: 40 });
    fc.assert(
      fc.property(fc.array(anyWeight, { minLength: 6, maxLength: 6 }), days, (given, leads) => {
        const book = openPoolBook(poolOf(given), []);
        leads.forEach((there, i) => {
          const able = book.repIds.filter((_, place) => there[place]);
          const best = Math.max(...able.map((repId) => shortfall(book, repId)));
          const { repId } = pickRep(book, (id) => (able.includes(id) ? null : "away"));
          if (repId === null) expect(able).toEqual([]);
          else expect(shortfall(book, repId)).toBeCloseTo(best, 9);
          if (repId !== null) take(book, repId, june + i);
        });
      }),
    );
  });

  it("the scan, the sorted order and the comparison agree, however many cannot", () => {
    const turns = fc.array(fc.integer({ min: 0, max: 29 }), { maxLength: 60 });
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 30, maxLength: 30 }),
        turns,
        fc.integer({ min: 0, max: 30 }),
        (given, taken, out) => {
          const book = openPoolBook(
            poolOf(given),
            someLedger(
              "p",
              taken.map((place) => [`rep${place}`, 1] as const),
            ),
          );
          const order = fairOrder(book);
          const away = new Set(order.slice(0, out));
          expect(pickRep(book, (repId) => (away.has(repId) ? "away" : null)).repId).toBe(order[out] ?? null);
          expect(pickRep(book, anybody, away).repId).toBe(order[out] ?? null);
        },
      ),
    );
  });
});
