import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Lead } from "../../../../server/core/lead/lead.ts";
import type { Account } from "../../../../server/core/match/account.ts";
import { noMatch } from "../../../../server/core/match/account.ts";
import { checkWhen } from "../../../../server/core/route/check-when.ts";
import { compileWhen } from "../../../../server/core/route/compile-when.ts";
import { conditionOps } from "../../../../server/core/route/conditions/index.ts";
import type { ConditionValue, Truth } from "../../../../server/core/route/router.ts";
import { someMatch, someSubject } from "../../../support/some-subject.ts";

interface Table {
  readonly op: string;
  readonly rows: readonly {
    readonly title: string;
    readonly field: string;
    readonly value?: ConditionValue;
    readonly lead: Partial<Lead>;
    readonly account?: Partial<Account>;
    readonly answer: Truth;
  }[];
  readonly refused: readonly {
    readonly title: string;
    readonly field: string;
    readonly value?: ConditionValue;
    readonly message: string;
  }[];
}

const folder = new URL("../../../cases/conditions/", import.meta.url);
const tables = readdirSync(folder).map((name) => JSON.parse(readFileSync(new URL(name, folder), "utf8")) as Table);

it("every condition has a table, and every table a row with a missing field and one that is refused", () => {
  expect(tables.map((table) => table.op).toSorted()).toEqual(conditionOps.map((op) => op.name).toSorted());
  for (const { op, rows, refused } of tables) {
    expect(rows.filter(({ title }) => title.startsWith("a missing field")).length, op).toBeGreaterThan(0);
    expect(refused.length, op).toBeGreaterThan(0);
  }
});

describe.each(tables)("$op", ({ op, rows, refused }) => {
  const conditionOf = ({ field, value }: { field: string; value?: ConditionValue }) =>
    value === undefined ? { field, op } : { field, op, value };

  it.each(rows)("$title: $answer", (row) => {
    const match = row.account === undefined ? noMatch : someMatch(row.account);
    const when = conditionOf(row);
    expect(checkWhen(when)).toEqual([]);
    expect(compileWhen(when)(someSubject(row.lead, { match }))).toBe(row.answer);
  });

  it.each(refused)("is refused with $title, and then never matches, not even turned round", (row) => {
    const when = conditionOf(row);
    expect(checkWhen(when).map((fault) => fault.message)).toEqual([row.message]);
    const full = someSubject({ email: "a@b.co", company: "x", country: "DE", companySize: 50, answers: { q: "alpha" } });
    for (const subject of [full, someSubject()]) {
      expect(compileWhen(when)(subject)).toBe("unknown");
      expect(compileWhen({ not: when })(subject)).toBe("unknown");
    }
  });
});
