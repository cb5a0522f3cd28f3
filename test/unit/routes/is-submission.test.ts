import fc from "fast-check";
import { expect, test } from "vitest";
import { submissionBody } from "../../../server/contract/public.ts";
import { isSubmission } from "../../../server/routes/public/is-submission.ts";

const id = "page-0123456789abcdef";
const whole = {
  id,
  form: {
    id: "demo",
    name: "Demo",
    fields: [{ name: "email", value: "a@b.example", label: "E-mail", type: "email" }],
  },
  page: { url: "https://a.example/", referrer: "https://b.example/", title: "A" },
  visitor: { timeZone: "Europe/Berlin", locale: "de" },
};
type Path = readonly (string | number)[];

const pathsOf = (value: unknown, path: Path = []): Path[] => {
  const below = typeof value === "object" && value !== null ? Object.entries(value) : [];
  return [path, ...below.flatMap(([key, inner]) => pathsOf(inner, [...path, key]))];
};

/** The same with another value at a path, or with none. */
const changed = (value: unknown, [key, ...rest]: Path, to: unknown): unknown => {
  if (key === undefined) return to;
  const copy: unknown = Array.isArray(value) ? [...value] : { ...(value as object) };
  const record = copy as Record<string | number, unknown>;
  const inner = changed(record[key], rest, to);
  if (inner === undefined) delete record[key];
  else record[key] = inner;
  return copy;
};

const text = (length: number) => "x".repeat(length);
const limits = [35, 36, 40, 41, 64, 65, 200, 201, 500, 501, 2_000, 2_001, 20_000, 20_001];
const anything = fc.oneof(
  fc.constantFrom(undefined, null, 0, true, "", [], {}),
  fc.constantFrom(...limits).map(text),
  fc.constantFrom(300, 301).map((length) => Array.from({ length }, () => ({ name: "n", value: "v" }))),
  fc.jsonValue(),
);

test("the quick look at a submission agrees with the contract's schema on every body", () => {
  expect(isSubmission(whole)).toBe(true);
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.constantFrom(...pathsOf(whole)), anything), { maxLength: 2 }), (changes) => {
      const body = changes.reduce<unknown>((json, [path, to]) => {
        try {
          return changed(json, path, to);
        } catch {
          return json;
        }
      }, whole);
      const json: unknown = JSON.parse(JSON.stringify(body) ?? "null");
      const named = typeof json === "object" && json !== null && "id" in json && json.id === id;
      if (named) expect(isSubmission(json)).toBe(submissionBody.safeParse(json).success);
    }),
    { numRuns: 3_000 },
  );
});
