import { describe, expect, it } from "vitest";
import { comparedFields, findDrift } from "../../../../server/core/forms/find-drift.ts";
import { emptyMemory, type FormMemory, learnLead } from "../../../../server/core/forms/form-memory.ts";
import type { Setup } from "../../../../server/core/setup.ts";
import { someSetup } from "../../../support/some-setup.ts";
import { someSubject } from "../../../support/some-subject.ts";

const setup: Setup = someSetup({
  rules: [
    {
      id: "a",
      name: "a",
      when: { field: "lead.answers.plan", op: "in", value: ["Basic", "Pro"] },
      then: { kind: "message", text: "a" },
    },
    {
      id: "b",
      name: "b",
      when: { field: "lead.answers.topic", op: "contains", value: "price" },
      then: { kind: "message", text: "b" },
    },
  ],
});

type Answers = Readonly<Record<string, string>>;
function learned(...leads: readonly (readonly [number, Answers])[]): FormMemory {
  let { fields } = emptyMemory;
  const compared = new Set(comparedFields(setup).keys());
  for (const [times, answers] of leads)
    for (let i = 0; i < times; i++) fields = learnLead(fields, someSubject({ answers }).lead, compared);
  return { upTo: null, fields };
}
const codes = (memory: FormMemory) => findDrift(setup, memory).map(({ code, field, value }) => [code, field, value]);

describe("drift of the forms", () => {
  it("a field that rules ask for and no form sends any more is told, after more leads than chance explains", () => {
    expect(codes(learned([20, { plan: "Basic" }], [25, { email: "x" }]))).toEqual([]);
    expect(codes(learned([20, { plan: "Basic" }], [40, { email: "x" }]))).toEqual([["field_gone", "plan", null]]);
  });
  it("a rare field may stay away longer", () => {
    const rare = Array.from(
      { length: 8 },
      () =>
        [
          [1, { plan: "Pro" }],
          [9, { email: "x" }],
        ] as const,
    ).flat();
    expect(codes(learned(...rare, [60, { email: "x" }]))).toEqual([]);
    expect(codes(learned(...rare, [120, { email: "x" }]))).toEqual([["field_gone", "plan", null]]);
  });
  it("an option that a rule waits for and that was renamed is told on both sides", () => {
    const renamed = learned([20, { plan: "Basic" }], [20, { plan: "Pro" }], [60, { plan: "Starter" }], [1, { plan: "Pro" }]);
    expect(codes(renamed)).toEqual([
      ["value_gone", "plan", "basic"],
      ["value_new", "plan", "starter"],
    ]);
  });
  it("a typing error that came once is no option, and a field that is searched has no options", () => {
    expect(
      codes(learned([10, { plan: "Basic", topic: "the price" }], [1, { plan: "Bsaic" }], [5, { topic: "something else" }])),
    ).toEqual([]);
  });
  it("a field of the lead is told when the form's field for it is gone or cannot be read, and its industry by the options", () => {
    const condition = (field: string, op: string, value: string) => ({ id: field, name: field, when: { field, op, value } });
    const rules = [condition("lead.country", "equals", "DE"), condition("lead.industry", "equals", "Retail")];
    const mapped = someSetup({ rules: rules.map((rule) => ({ ...rule, then: { kind: "message" as const, text: "x" } })) });
    const compared = new Set(comparedFields(mapped).keys());
    let { fields } = emptyMemory;
    for (let i = 0; i < 60; i++) {
      const said = i < 20 ? { country: "DE", industry: "Retail" } : { industry: "Shops" };
      fields = learnLead(fields, someSubject(said).lead, compared);
    }
    expect(JSON.stringify(fields)).not.toContain("de");
    expect(findDrift(mapped, { upTo: null, fields }).map(({ code, field, value }) => [code, field, value])).toEqual([
      ["field_gone", "lead.country", null],
      ["value_gone", "lead.industry", "retail"],
      ["value_new", "lead.industry", "shops"],
    ]);
  });
  it("never keeps what people wrote freely, or fields without end", () => {
    const { fields } = learned(
      [1, { message: "call me at 5", plan: "x".repeat(61) }],
      [1, Object.fromEntries(Array.from({ length: 900 }, (_, i) => [`f${i}`, "x"]))],
    );
    expect(JSON.stringify(fields)).not.toMatch(/call me|xxx/);
    expect(Object.keys(fields).length).toBeLessThanOrEqual(300);
  });
});
