import fc from "fast-check";
import { expect, test } from "vitest";
import { compileRules } from "../../../../server/core/route/compile-rules.ts";
import type { TextPart } from "../../../../server/core/route/conditions/condition-op.ts";
import { subjectFields } from "../../../../server/core/route/fields.ts";
import { findParts, partKey } from "../../../../server/core/route/find-parts.ts";
import type { When } from "../../../../server/core/route/router.ts";
import { someSubject } from "../../../support/some-subject.ts";

const word = fc.string({ unit: fc.constantFrom("a", "b", "c", "ß", " "), minLength: 1, maxLength: 5 });
const part: fc.Arbitrary<TextPart> = fc.record({ where: fc.constantFrom("anywhere", "start", "end"), text: word });

const has = (text: string, { where, text: part }: TextPart): boolean =>
  where === "start" ? text.startsWith(part) : where === "end" ? text.endsWith(part) : text.includes(part);

test("one pass finds exactly the parts that a search for each would find", () => {
  fc.assert(
    fc.property(
      fc.array(part, { maxLength: 40 }),
      fc.string({ unit: fc.constantFrom("a", "b", "c", "ß", "x", " "), maxLength: 30 }),
      (parts, text) => {
        const wanted = new Set(parts.filter((one) => has(text, one)).map(partKey));
        expect(new Set(findParts(parts)(text))).toEqual(wanted);
      },
    ),
    { numRuns: 1_000 },
  );
});

test("rules that search texts are found by index as by asking each in turn, however many there are", () => {
  const condition: fc.Arbitrary<When> = fc.oneof(
    fc.record({
      field: fc.constantFrom("lead.jobTitle", "lead.company"),
      op: fc.constantFrom("contains", "not_contains", "starts_with", "ends_with"),
      value: word,
    }),
    fc.record({
      field: fc.constant("lead.jobTitle"),
      op: fc.constantFrom("contains", "ends_with"),
      value: fc.array(word, { minLength: 1, maxLength: 3 }),
    }),
  );
  const when: fc.Arbitrary<When> = fc.oneof(
    condition,
    fc.record({ all: fc.array(condition, { minLength: 2, maxLength: 3 }) }),
    fc.record({ any: fc.array(condition, { minLength: 2, maxLength: 3 }) }),
  );
  const said = fc.option(fc.string({ unit: fc.constantFrom("a", "B", "c", "ß", " "), maxLength: 8 }), { nil: undefined });
  fc.assert(
    fc.property(fc.array(when, { minLength: 20, maxLength: 60 }), said, said, (whens, jobTitle, company) => {
      const rules = compileRules(whens, subjectFields);
      const subject = someSubject({ ...(jobTitle !== undefined && { jobTitle }), ...(company !== undefined && { company }) });
      expect(rules.firstMatch(subject)).toBe(rules.firstMatchByScan(subject));
    }),
    { numRuns: 300 },
  );
});
