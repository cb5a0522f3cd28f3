import { describe, expect, it } from "vitest";
import { noMatch } from "../../../../server/core/match/account.ts";
import { qualify } from "../../../../server/core/qualify/qualify.ts";
import { checkWhen } from "../../../../server/core/route/check-when.ts";
import { compileRouter } from "../../../../server/core/route/compile-router.ts";
import { qualifyFields } from "../../../../server/core/route/fields.ts";
import type { QualifyPolicy } from "../../../../server/core/route/router.ts";
import { someSetup } from "../../../support/some-setup.ts";
import { someLead, someSubject } from "../../../support/some-subject.ts";

const policy: QualifyPolicy = {
  rules: [
    { id: "throwaway", when: { field: "lead.disposableMail", op: "is_true" }, reason: "A throwaway address", verdict: "spam" },
    {
      id: "large",
      when: { field: "lead.companySize", op: "greater_or_equal", value: 200 },
      reason: "A large company",
      points: 40,
    },
    { id: "region", when: { field: "lead.country", op: "in", value: ["DE", "FR"] }, reason: "In our region", points: 20 },
    {
      id: "student",
      when: { field: "lead.freeMail", op: "is_true" },
      reason: "A private address",
      verdict: "disqualified",
      points: -10,
    },
    { id: "late", when: { field: "lead.country", op: "equals", value: "DE" }, reason: "Asked after the end", points: 1_000 },
  ],
  qualifiedAt: 50,
  message: "Not yet.",
};

function verdictOf(lead: Parameters<typeof someLead>[0], given = policy) {
  const { now } = someSubject();
  return qualify(compileRouter(someSetup({ qualify: given })), { lead: someLead(lead), match: noMatch, now });
}

describe("qualification", () => {
  it("adds the points of what applies and keeps each reason", () => {
    const lead = { email: "a@acme.com", companySize: 300, country: "FR" };
    expect(verdictOf(lead)).toEqual({
      kind: "qualified",
      score: 60,
      reasons: [
        { ruleId: "large", reason: "A large company", points: 40 },
        { ruleId: "region", reason: "In our region", points: 20 },
      ],
      unknown: [],
    });
  });

  it("ends with the first rule that has a verdict, whatever would have come after", () => {
    const verdict = verdictOf({ email: "a@gmail.com", freeMail: true, companySize: 300, country: "DE" });
    expect(verdict).toMatchObject({ kind: "disqualified", score: 50 });
    expect(verdict.reasons.map((reason) => reason.ruleId)).toEqual(["large", "region", "student"]);
  });

  it("tells spam from disqualified", () => {
    expect(verdictOf({ email: "a@mailinator.com", disposableMail: true }).kind).toBe("spam");
  });

  it("a missing field earns no points and is said, instead of counting as an answer", () => {
    expect(verdictOf({ email: "a@acme.com" })).toEqual({
      kind: "disqualified",
      score: 0,
      reasons: [],
      unknown: ["large", "region", "late"],
    });
  });

  it("without a least score every lead qualifies that no rule refused", () => {
    const { qualifiedAt: _, ...open } = policy;
    expect(verdictOf({ email: "a@acme.com" }, open).kind).toBe("qualified");
  });

  it("cannot ask about its own verdict", () => {
    const when = { field: "verdict.score", op: "greater", value: 1 } as const;
    expect(checkWhen(when, qualifyFields)).toHaveLength(1);
    expect(checkWhen(when)).toEqual([]);
  });
});
