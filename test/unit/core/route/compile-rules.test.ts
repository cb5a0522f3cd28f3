import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkWhen } from "../../../../server/core/route/check-when.ts";
import { compileRules } from "../../../../server/core/route/compile-rules.ts";
import { compileWhen } from "../../../../server/core/route/compile-when.ts";
import { explainWhen } from "../../../../server/core/route/explain-when.ts";
import { subjectFields } from "../../../../server/core/route/fields.ts";
import type { Condition, Truth, When } from "../../../../server/core/route/router.ts";
import type { Subject } from "../../../../server/core/route/subject.ts";
import { someMatch, someSubject } from "../../../support/some-subject.ts";

const countries = ["DE", "de", "FR", "US"];
const texts = fc.constantFrom("acme", "Acme", "sales", "a");
const sizes = fc.constantFrom(0, 1, 10, 50);

const valid: fc.Arbitrary<Condition> = fc.oneof(
  fc.record({
    field: fc.constant("lead.country"),
    op: fc.constantFrom("equals", "not_equals"),
    value: fc.constantFrom(...countries),
  }),
  fc.record({
    field: fc.constantFrom("lead.country", "account.country"),
    op: fc.constantFrom("in", "not_in"),
    value: fc.uniqueArray(fc.constantFrom(...countries), { minLength: 1 }),
  }),
  fc.record({
    field: fc.constantFrom("lead.company", "lead.answers.q"),
    op: fc.constantFrom("equals", "contains", "not_contains"),
    value: texts,
  }),
  fc.record({
    field: fc.constantFrom("lead.companySize", "lead.answers.q"),
    op: fc.constantFrom("equals", "less", "less_or_equal", "greater", "greater_or_equal"),
    value: sizes,
  }),
  fc.record({
    field: fc.constant("lead.companySize"),
    op: fc.constantFrom("between", "not_between"),
    value: fc.constantFrom([0, 1], [1, 10], [10, 50]),
  }),
  fc.record({ field: fc.constantFrom("lead.company", "lead.answers.q"), op: fc.constantFrom("empty", "not_empty") }),
  fc.record({ field: fc.constant("lead.freeMail"), op: fc.constantFrom("is_true", "is_false") }),
  fc.record({
    field: fc.constant("lead.answers.q"),
    op: fc.constantFrom("any_in", "all_in"),
    value: fc.constant(["acme", "sales"]),
  }),
);

const invalid: fc.Arbitrary<When> = fc.constantFrom<When>(
  { field: "lead.gone", op: "equals", value: "x" },
  { field: "lead.country", op: "sounds_like", value: "x" },
  { field: "lead.country", op: "equals" },
  { field: "lead.country", op: "in", value: [] },
  { field: "lead.companySize", op: "less", value: "10" },
  { field: "lead.companySize", op: "between", value: [10, 1] },
  { all: [] },
  { any: [] },
);

function whens(leaf: fc.Arbitrary<When>): fc.Arbitrary<When> {
  const { when } = fc.letrec<{ when: When }>((tie) => ({
    when: fc.oneof(
      { depthSize: "small" },
      leaf,
      fc.record({ all: fc.array(tie("when"), { minLength: 1, maxLength: 4 }) }),
      fc.record({ any: fc.array(tie("when"), { minLength: 1, maxLength: 4 }) }),
      fc.record({ not: tie("when") }),
    ),
  }));
  return when;
}

const subjects: fc.Arbitrary<Subject> = fc
  .record(
    {
      email: fc.constant("ada@acme.com"),
      freeMail: fc.boolean(),
      country: fc.constantFrom(...countries),
      company: texts,
      companySize: sizes,
      q: fc.constantFrom("", "acme", "Acme, sales", "50", "x"),
      account: fc.constantFrom(...countries),
    },
    { requiredKeys: [] },
  )
  .map(({ q, account, ...lead }) => {
    const answers: Record<string, string> = q === undefined ? {} : { q };
    return someSubject({ ...lead, answers }, account === undefined ? {} : { match: someMatch({ country: account }) });
  });

/** The tables of three-valued logic, written out; invalid conditions are unknown. */
function expectedAnswer(when: When, subject: Subject): Truth {
  if ("all" in when || "any" in when) {
    const [parts, ends] = "all" in when ? ([when.all, "no"] as const) : ([when.any, "yes"] as const);
    const answers = parts.map((part) => expectedAnswer(part, subject));
    if (answers.length === 0) return "unknown";
    if (answers.includes(ends)) return ends;
    return answers.includes("unknown") ? "unknown" : ends === "no" ? "yes" : "no";
  }
  if ("not" in when) {
    const answer = expectedAnswer(when.not, subject);
    return answer === "unknown" ? "unknown" : answer === "yes" ? "no" : "yes";
  }
  return compileWhen(when)(subject);
}

describe("conditions together", () => {
  it("answer by the tables of three-valued logic, however deep", () => {
    fc.assert(
      fc.property(whens(fc.oneof(valid, invalid)), subjects, (when, subject) => {
        expect(compileWhen(when)(subject)).toBe(expectedAnswer(when, subject));
      }),
      { numRuns: 500 },
    );
  });

  it("never match when all of them are invalid, and are all refused", () => {
    fc.assert(
      fc.property(whens(invalid), subjects, (when, subject) => {
        expect(compileWhen(when)(subject)).toBe("unknown");
        expect(compileRules([when], subjectFields).firstMatch(subject)).toBe(-1);
        expect(checkWhen(when).length).toBeGreaterThan(0);
      }),
    );
  });

  it("are told as they were answered", () => {
    fc.assert(
      fc.property(whens(valid), subjects, (when, subject) => {
        expect(explainWhen(when, subject).answer).toBe(compileWhen(when)(subject));
      }),
    );
  });
});

describe("the first rule that matches", () => {
  it("is the same by index as by asking every rule in turn", () => {
    fc.assert(
      fc.property(
        fc.array(whens(fc.oneof({ weight: 5, arbitrary: valid }, invalid)), { maxLength: 25 }),
        subjects,
        (rules, subject) => {
          const compiled = compileRules(rules, subjectFields);
          const slow = rules.findIndex((when) => expectedAnswer(when, subject) === "yes");
          expect(compiled.firstMatchByScan(subject)).toBe(slow);
          expect(compiled.firstMatch(subject)).toBe(slow);
        },
      ),
      { numRuns: 1_000 },
    );
  });
  it("is the same of so many rules that they are told apart by bits, whatever they ask", () => {
    const many = fc.array(whens(fc.oneof({ weight: 20, arbitrary: valid }, invalid)), {
      minLength: 40,
      maxLength: 120,
      size: "max",
    });
    let found = 0;
    fc.assert(
      fc.property(many, fc.array(subjects, { minLength: 8, maxLength: 8 }), (rules, leads) => {
        const compiled = compileRules(rules, subjectFields);
        for (const subject of leads) {
          // Rules that match early hide the others: each is looked for alone as well.
          for (const from of [0, 30]) {
            const some = from === 0 ? compiled : compileRules(rules.slice(from), subjectFields);
            const place = some.firstMatchByScan(subject);
            expect(some.firstMatch(subject)).toBe(place);
            found += place > 0 ? 1 : 0;
          }
        }
      }),
      { numRuns: 200 },
    );
    expect(found).toBeGreaterThan(500);
  });
});

describe("checkWhen", () => {
  it("names every fault with its path", () => {
    const when: When = {
      all: [
        { field: "lead.country", op: "in", value: ["DE"] },
        { any: [{ field: "lead.gone", op: "equals", value: "x" }, { not: { field: "lead.country", op: "sounds_like" } }] },
        { field: "lead.companySize", op: "less", value: "10" },
        { field: "lead.companySize", op: "contains", value: "10" },
        { all: [] },
      ],
    };
    expect(checkWhen(when)).toEqual([
      { path: "all[1].any[0].field", message: "there is no field lead.gone here" },
      { path: "all[1].any[1].not.op", message: "there is no condition sounds_like" },
      { path: "all[2].value", message: "less needs a number" },
      { path: "all[3].op", message: "contains cannot test a number field" },
      { path: "all[4].all", message: "is empty; what should always match is the catch-all" },
    ]);
  });
});

describe("explainWhen", () => {
  it("tells each part with what it found", () => {
    const when: When = {
      all: [
        { field: "lead.country", op: "in", value: ["DE", "AT"] },
        { not: { field: "lead.companySize", op: "less", value: 50 } },
      ],
    };
    expect(explainWhen(when, someSubject({ country: "de" }))).toEqual({
      says: "lead.country is one of DE, AT and not (lead.companySize is less than 50)",
      answer: "unknown",
      parts: [
        { says: "lead.country is one of DE, AT", answer: "yes", found: "de" },
        {
          says: "not (lead.companySize is less than 50)",
          answer: "unknown",
          parts: [{ says: "lead.companySize is less than 50", answer: "unknown", found: null }],
        },
      ],
    });
  });
});
