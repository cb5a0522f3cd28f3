import { readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, it, test } from "vitest";
import { parseSetup } from "../../../../server/adapters/setup-file/parse-setup.ts";
import { compileWhen } from "../../../../server/core/route/compile-when.ts";
import { subjectFields } from "../../../../server/core/route/fields.ts";
import type { When } from "../../../../server/core/route/router.ts";
import { conjunctImplies, isImpossible } from "../../../../server/core/static-checks/implies.ts";
import { type Conjunct, conjunctsOf } from "../../../../server/core/static-checks/literals.ts";
import { findShadowed } from "../../../../server/core/static-checks/shadowed-rules.ts";
import { someSubject } from "../../../support/some-subject.ts";

interface Row {
  readonly code: string | null;
  readonly title: string;
  readonly rules: readonly When[];
  readonly then?: object;
  /** Addresses that the rules redirect to, one each. */
  readonly to?: readonly string[];
  readonly more?: object;
  readonly path?: string;
  readonly says?: string;
}

const rows = JSON.parse(readFileSync(new URL("../../../cases/static-checks.json", import.meta.url), "utf8")) as readonly Row[];

it.each(rows.map((row) => [row.code ?? "nothing", row.title, row] as const))("%s: %s", (_, __, row) => {
  const text = { kind: "message", text: "x" };
  const parsed = parseSetup(
    JSON.stringify({
      company: { name: "Example" },
      reps: [{ id: "ann", name: "Ann", email: "ann@example.com" }],
      pools: [{ id: "all", members: ["ann"], everybodyAway: text }],
      meetingTypes: [{ id: "intro", name: "Intro" }],
      ...row.more,
      router: {
        rules: row.rules.map((when, i) => ({
          id: `R${i}`,
          when,
          then: row.to ? { kind: "redirect", url: row.to[i] } : (row.then ?? text),
        })),
        catchAll: text,
      },
    }),
  );
  expect(parsed).toMatchObject({ ok: true });
  const found = parsed.ok ? parsed.warnings.filter(({ code }) => code !== undefined) : [];
  if (row.code === null) expect(found).toEqual([]);
  else expect(found).toMatchObject([{ code: row.code, path: row.path, message: expect.stringContaining(row.says ?? "") }]);
});

test("every finding has a case that triggers it, and there are as many that trigger none", () => {
  const codes = new Set(rows.map(({ code }) => code));
  for (const code of ["unreachable_rule", "shadowed_rule", "unreachable_branch", "redirect_loop", "stale_value", "unsent_option"])
    expect(codes).toContain(code);
  for (const code of [
    "unsupplied_field",
    "pool_nobody_bookable",
    "caps_empty_pool",
    "overlapping_territories",
    "shadowed_area",
    "territory_gap",
  ])
    expect(codes).toContain(code);
  expect(rows.filter(({ code }) => code === null).length).toBeGreaterThan(10);
});

const leaf: fc.Arbitrary<When> = fc.oneof(
  fc.record({
    field: fc.constant("lead.country"),
    op: fc.constantFrom("in", "not_in"),
    value: fc.subarray(["DE", "AT", "FR"], { minLength: 1 }),
  }),
  fc.record({
    field: fc.constant("lead.companySize"),
    op: fc.constantFrom("less", "greater", "less_or_equal", "greater_or_equal"),
    value: fc.integer({ min: 0, max: 4 }),
  }),
  fc
    .tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 2 }), fc.constantFrom("between", "not_between"))
    .map(([low, more, op]) => ({ field: "lead.companySize", op, value: [low, low + more] })),
  fc.record({
    field: fc.constant("lead.jobTitle"),
    op: fc.constantFrom("contains", "not_contains", "starts_with", "ends_with", "equals"),
    value: fc.constantFrom("a", "ab", "b", "aba"),
  }),
  fc.record({
    field: fc.constantFrom("lead.country", "lead.jobTitle", "lead.companySize"),
    op: fc.constantFrom("empty", "not_empty"),
  }),
);
const anyWhen = fc.letrec<{ when: When }>((tie) => ({
  when: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    leaf,
    fc.record({ all: fc.array(tie("when"), { minLength: 1, maxLength: 3 }) }),
    fc.record({ any: fc.array(tie("when"), { minLength: 1, maxLength: 3 }) }),
    fc.record({ not: tie("when") }),
  ),
})).when;

test("a rule that is said never to decide never decides, whatever a lead says", () => {
  const leads = [undefined, "DE", "AT", "FR", "US"].flatMap((country) =>
    [undefined, 0, 1, 2, 3, 4, 5].flatMap((companySize) =>
      [undefined, "a", "b", "ab", "aba", "ba", "c"].map((jobTitle) =>
        someSubject({
          ...(country && { country }),
          ...(companySize !== undefined && { companySize }),
          ...(jobTitle && { jobTitle }),
        }),
      ),
    ),
  );
  let told = 0;
  fc.assert(
    fc.property(fc.array(anyWhen, { minLength: 1, maxLength: 4 }), (whens) => {
      const asks = whens.map((when) => compileWhen(when, subjectFields));
      const deciding = new Set(leads.map((lead) => asks.findIndex((ask) => ask(lead) === "yes")));
      for (const { place } of findShadowed(whens, subjectFields)) {
        told += 1;
        expect(deciding).not.toContain(place);
      }
    }),
    { numRuns: 1_500 },
  );
  expect(told).toBeGreaterThan(100);
});

test("no shadowed rule is missed that comparing each with all before it would find", () => {
  fc.assert(
    fc.property(fc.array(anyWhen, { minLength: 2, maxLength: 12 }), (whens) => {
      const known: (readonly Conjunct[])[] = [];
      const places = whens.flatMap((when, place) => {
        const ways = conjunctsOf(when, subjectFields)?.filter((way) => !isImpossible(way)) ?? null;
        if (ways?.every((way) => known.some((before) => before.some((one) => conjunctImplies(way, one))))) return [place];
        known.push(ways ?? []);
        return [];
      });
      expect(findShadowed(whens, subjectFields).map(({ place }) => place)).toEqual(places);
    }),
    { numRuns: 1_500 },
  );
});

test("10,000 rules are checked in seconds", () => {
  const whens = Array.from(
    { length: 10_000 },
    (_, i): When => ({
      all: [
        { field: "lead.jobTitle", op: "contains", value: `role ${i} x` },
        { field: "lead.utm.source", op: "not_equals", value: `source ${i}` },
      ],
    }),
  );
  const before = process.cpuUsage();
  expect(findShadowed(whens, subjectFields)).toEqual([]);
  expect(process.cpuUsage(before).user / 1e6).toBeLessThan(3);
});
