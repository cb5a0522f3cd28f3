import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { parseSetup } from "../../../../server/adapters/setup-file/parse-setup.ts";
import { smallestSetup } from "../../../support/setup-text.ts";

const text = readFileSync(new URL("../../../../docs/reference/setup.md", import.meta.url), "utf8");
const blocks = [...text.matchAll(/^```yaml\n([\s\S]*?)^```/gm)].map((match) => match[1] ?? "");

test("the least setup of the document can be applied without a warning", () => {
  const parsed = parseSetup(blocks.find((block) => block.startsWith("company:")) ?? "");
  expect(parsed).toMatchObject({ ok: true, warnings: [] });
});

const calendars = blocks.filter((block) => block.startsWith("calendar:")).map((block) => parse(block).calendar);

test.each(calendars)("the calendar $kind of the document is of the right shape", (calendar) => {
  const base = parse(smallestSetup);
  const outcome = { kind: "message", text: "Thank you." };
  const setup = { ...base, reps: [{ ...base.reps[0], calendar }], router: { catchAll: outcome } };
  expect(parseSetup(JSON.stringify(setup))).toMatchObject({ ok: true });
});

test("the example that the document names can be applied without a warning", () => {
  const example = readFileSync(new URL("../../../../docs/examples/demo-setup.yaml", import.meta.url), "utf8");
  expect(parseSetup(example)).toMatchObject({ ok: true, warnings: [] });
});
