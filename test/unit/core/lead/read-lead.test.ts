import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { FormField, Submission } from "../../../../server/core/lead/lead.ts";
import { readLead } from "../../../../server/core/lead/read-lead.ts";
import { instant } from "../../../../server/core/time.ts";

interface Row {
  readonly name: string;
  /** Name, value, label, type. */
  readonly fields: readonly (readonly string[])[];
  readonly url?: string;
  readonly expect: Readonly<Record<string, unknown>>;
  readonly absent?: readonly string[];
  readonly notes?: readonly string[];
  readonly absentAnswers?: readonly string[];
}

const rows: readonly Row[] = JSON.parse(readFileSync(new URL("../../../cases/leads.json", import.meta.url), "utf8"));

function field([name = "", value = "", label, type]: readonly string[]): FormField {
  return { name, value, ...(label === undefined ? {} : { label }), ...(type === undefined ? {} : { type }) };
}

function submission(fields: readonly FormField[], url = "https://acme.com/demo"): Submission {
  return {
    id: "submission-0000001",
    receivedAt: instant(0),
    form: { fields },
    page: { url },
    visitor: { timeZone: "Europe/Berlin", locale: "de-DE" },
  };
}

test("which form it was is kept, for rules to ask", () => {
  const { form, ...rest } = submission([]);
  const lead = readLead({ ...rest, form: { ...form, id: "demo-request", name: "" } });
  expect(lead.formId).toBe("demo-request");
  expect(lead).not.toHaveProperty("formName");
});

describe("reading a form", () => {
  test.each<Row>(rows)("$name", (row) => {
    const lead = readLead(submission(row.fields.map(field), row.url));
    const { answers, ...expected } = row.expect;
    expect(lead).toMatchObject(expected);
    expect(lead.answers).toMatchObject(Object(answers));
    for (const name of row.absent ?? []) expect(Object.keys(lead)).not.toContain(name);
    for (const name of row.absentAnswers ?? []) expect(Object.keys(lead.answers)).not.toContain(name);
    expect(lead.notes).toEqual(row.notes ?? lead.notes);
  });
});

const anyText = fc.oneof(
  fc.string({ unit: "binary", maxLength: 200 }),
  fc.string({ unit: "grapheme", maxLength: 60 }),
  fc.constantFrom(
    "__proto__",
    "email",
    "phone",
    "company_size",
    "country",
    "name",
    "\ud800",
    "\u0000",
    "@",
    "a@b.c",
    "+",
    "9".repeat(500),
  ),
  fc.nat({ max: 20_000 }).map((length) => "a@".repeat(length / 2)),
);
const anyField = fc
  .record({
    name: anyText,
    value: anyText,
    label: fc.option(anyText, { nil: undefined }),
    type: fc.option(anyText, { nil: undefined }),
  })
  .map(
    ({ name, value, label, type }): FormField => ({
      name,
      value,
      ...(label === undefined ? {} : { label }),
      ...(type === undefined ? {} : { type }),
    }),
  );

describe("any input at all", () => {
  test("never throws, and what it makes can be stored as JSON text without NUL or lone surrogates", () => {
    fc.assert(
      fc.property(fc.array(anyField, { maxLength: 12 }), anyText, (fields, url) => {
        const lead = readLead(submission(fields, url));
        const text = JSON.stringify(lead);
        expect(text).not.toMatch(/\\u0000|\\ud[89a-f]/);
      }),
      { numRuns: 400 },
    );
  });

  test("a value that could not be read is in no note", () => {
    fc.assert(
      fc.property(
        fc.constantFrom("email", "phone", "country", "company_size"),
        fc.stringMatching(/^[A-Z]{12,30}$/),
        (name, value) => {
          const lead = readLead(submission([{ name, value }]));
          expect(lead.notes.join("\n")).not.toContain(value);
        },
      ),
    );
  });

  test("the same submission gives the same lead, whatever was read before", () => {
    const one = submission([{ name: "q", value: "Acme", label: "Company" }]);
    const before = readLead(one);
    for (let i = 0; i < 6_000; i++)
      readLead(
        submission([
          { name: `other${i}`, value: "x" },
          { name: "q", value: "Ada", label: `Name ${i}` },
        ]),
      );
    expect(readLead(one)).toEqual(before);
  });
});
