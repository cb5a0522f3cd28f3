import { describe, expect, it } from "vitest";
import { carryBook } from "../../../../../server/core/route/pools/carry-book.ts";
import { explainBalance } from "../../../../../server/core/route/pools/explain-balance.ts";
import type { LedgerEntry } from "../../../../../server/core/route/pools/ledger.ts";
import { openPoolBook } from "../../../../../server/core/route/pools/pool-book.ts";
import { tellBalance } from "../../../../../server/core/route/pools/tell-balance.ts";
import { tellPoolState } from "../../../../../server/core/route/pools/tell-pool-state.ts";
import { instant } from "../../../../../server/core/time.ts";
import { someLedger, someMember, somePool } from "../../../../support/some-setup.ts";

const at = instant(Date.UTC(2026, 5, 2));
const entry = (seq: number, given: Partial<LedgerEntry>): LedgerEntry => ({
  poolId: "p",
  seq,
  repId: "ada",
  kind: "offered",
  turns: 0,
  at,
  ...given,
});

describe("a balance explains itself", () => {
  it("entry by entry, and the changes add up to what is owed", () => {
    const pool = somePool("p", ["ada", "bo"]);
    const entries = [
      entry(1, { turns: 1, leadId: "lead_1" }),
      entry(2, { repId: "bo", kind: "away", details: { reason: "calendar_lost" } }),
      entry(3, { turns: 1, leadId: "lead_2" }),
      entry(4, { repId: "bo", kind: "back" }),
      entry(5, { repId: "bo", turns: 1 }),
      entry(6, { kind: "cancelled", turns: -1, leadId: "lead_1" }),
    ];
    const lines = explainBalance(pool, entries, "ada") ?? [];
    expect(lines.map((line) => [line.kind, line.change, line.owed])).toEqual([
      ["offered", -0.5, -0.5],
      ["offered", 0, -0.5],
      ["others", 0.5, 0],
      ["cancelled", 0.5, 0.5],
    ]);
    expect(lines.reduce((sum, line) => sum + line.change, 0)).toBe(0.5);
    expect(explainBalance(pool, entries, "bo")?.map(tellBalance)).toEqual([
      "1 turn of others, of which the share is owed",
      "could take no leads from here on (calendar_lost)",
      "could take leads again",
      "was offered a lead",
      "-1 turns of others, of which the share is owed".replace("turns", "turn"),
    ]);
    expect(explainBalance(pool, entries, "stranger")).toBeNull();
  });

  it("begins at the page that a changed setup opened, with the balance brought forward", () => {
    const before = somePool("p", ["ada", "bo"]);
    const after = somePool("p", [someMember("ada", { weight: 300 }), "bo", "cy"]);
    const entries = someLedger("p", [["ada", 1]]);
    const balances = carryBook(openPoolBook(before, entries), after, at);
    const lines = explainBalance(after, [...entries, entry(2, { repId: "", kind: "carried", details: { balances } })], "ada");
    expect(lines).toMatchObject([{ kind: "carried", owed: -0.5 }]);
  });
});

describe("a changed setup", () => {
  const history = someLedger("p", [
    ["ada", 1],
    ["bo", 1],
    ["ada", 1],
    ["cy", 1],
    ["ada", 1],
  ]);
  const open = (pool: ReturnType<typeof somePool>, balances: ReturnType<typeof carryBook>) =>
    openPoolBook(pool, [...history, entry(6, { repId: "", kind: "carried", details: { balances } })]);

  it("leaves what everybody is owed as it was, whatever the new weights say of the past", () => {
    const before = openPoolBook(somePool("p", ["ada", "bo", "cy"]), history);
    const pool = somePool("p", [someMember("ada", { weight: 400 }), "bo", "cy", "di"]);
    const after = open(pool, carryBook(before, pool, at));
    for (const repId of ["ada", "bo", "cy"])
      expect(after.balance(repId)?.shortfall).toBeCloseTo(before.balance(repId)?.shortfall ?? Number.NaN, 9);
    expect(after.balance("di")?.shortfall).toBeCloseTo(0, 9);
    expect(after.balance("ada")?.turns).toBe(3);
  });

  it("shares out what a leaver was owed", () => {
    const before = openPoolBook(somePool("p", ["ada", "bo", "cy"]), history);
    const pool = somePool("p", ["ada", "bo"]);
    const after = open(pool, carryBook(before, pool, at));
    const gap = (book: typeof after) => (book.balance("ada")?.shortfall ?? 0) - (book.balance("bo")?.shortfall ?? 0);
    expect(gap(after)).toBeCloseTo(gap(before), 9);
    expect((after.balance("ada")?.shortfall ?? 0) + (after.balance("bo")?.shortfall ?? 0)).toBeCloseTo(0, 9);
  });

  it("gives a new member with a ramp a share that grows by the day, and nothing jumps", () => {
    const joinedAt = instant(at + 1);
    const pool = somePool("p", ["ada", someMember("new", { joinedAt, ramp: { startShare: 0.5, days: 2 } })]);
    const book = openPoolBook(pool, []);
    const day = 86_400_000;
    let seq = 1;
    const take = (repId: string, when: number) => book.apply(entry(seq++, { repId, turns: 1, at: instant(when) }));
    take("ada", joinedAt);
    expect(book.balance("new")).toMatchObject({ weight: 50 });
    expect(book.balance("new")?.shortfall).toBeCloseTo(1 / 3, 9);
    take("new", joinedAt + 3 * day);
    expect(book.balance("new")).toMatchObject({ weight: 100 });
    expect(book.balance("new")?.shortfall).toBeCloseTo(1 / 3 + 1 / 2 - 1, 9);
  });
});

describe("a pool in one sentence", () => {
  it("says how many can be offered, and since when others cannot", () => {
    const out = [{ reason: "calendar_lost", count: 1, since: "2026-06-09T10:00:00.000Z" }];
    const now = Date.parse("2026-06-12T10:00:00Z");
    expect(tellPoolState({ members: 6, bookable: 5, out }, now)).toBe("6 members, 5 bookable, 1 disconnected since Tuesday");
    expect(tellPoolState({ members: 1, bookable: 1, out: [] }, now)).toBe("1 member, 1 bookable");
  });
});
