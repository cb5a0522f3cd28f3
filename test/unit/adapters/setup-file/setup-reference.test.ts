import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { parseSetup } from "../../../../server/adapters/setup-file/parse-setup.ts";
import { conditionOps } from "../../../../server/core/route/conditions/index.ts";
import { fieldNames } from "../../../../server/core/route/fields.ts";
import { smallestSetup } from "../../../support/setup-text.ts";

const text = readFileSync(new URL("../../../../docs/reference/setup.md", import.meta.url), "utf8");
const blocks = [...text.matchAll(/^```yaml\n([\s\S]*?)^```/gm)].map((match) => match[1] ?? "");

test("every field and every condition is in docs/reference/setup.md", () => {
  const missing = [...fieldNames, ...conditionOps.map((op) => op.name)].filter((name) => !text.includes(`\`${name}\``));
  expect(missing).toEqual([]);
});

test("the least setup of the document can be applied without a warning", () => {
  const parsed = parseSetup(blocks.find((block) => block.startsWith("company:")) ?? "");
  expect(parsed).toMatchObject({ ok: true, warnings: [] });
});

const calendars = blocks.filter((block) => block.startsWith("calendar:")).map((block) => parse(block).calendar);

test.each(calendars)("the calendar $kind and the rule of the document are of the right shape", (calendar) => {
  const { when } = parse(blocks.find((block) => block.startsWith("when:")) ?? "");
  const base = parse(smallestSetup);
  const outcome = { kind: "message", text: "Thank you." };
  const setup = {
    ...base,
    reps: [{ ...base.reps[0], calendar }],
    router: { rules: [{ id: "a", when, then: outcome }], catchAll: outcome },
  };
  expect(parseSetup(JSON.stringify(setup))).toMatchObject({ ok: true });
});

test("the example that the document names can be applied without a warning", () => {
  const example = readFileSync(new URL("../../../../docs/examples/demo-setup.yaml", import.meta.url), "utf8");
  expect(parseSetup(example)).toMatchObject({ ok: true, warnings: [] });
});
