import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { parseSetup } from "../../../../server/adapters/setup-file/parse-setup.ts";
import { checkWhen } from "../../../../server/core/route/check-when.ts";
import { conditionOps } from "../../../../server/core/route/conditions/index.ts";
import { fieldNames, openFieldPrefixes } from "../../../../server/core/route/fields.ts";
import { flowPlaces } from "../../../../server/core/route/flow.ts";
import { regions } from "../../../../server/core/route/regions.ts";

const text = readFileSync(new URL("../../../../docs/reference/router.md", import.meta.url), "utf8");
const blocks = [...text.matchAll(/^```yaml\n([\s\S]*?)^```/gm)].map((match) => parse(match[1] ?? ""));

const setupWith = (router: object, more: object = {}) =>
  parseSetup(
    JSON.stringify({
      company: { name: "Example" },
      reps: [
        { id: "ann", name: "Ann", email: "ann@example.com" },
        { id: "bo", name: "Bo", email: "bo@example.com" },
      ],
      pools: ["sales", "more"].map((id) => ({ id, members: ["ann", "bo"], everybodyAway: { kind: "message", text: "Later." } })),
      meetingTypes: [{ id: "intro", name: "Intro" }],
      router,
      ...more,
    }),
  );

test("every field, every region and every condition is in the reference", () => {
  const names = [...fieldNames, ...openFieldPrefixes.map((prefix) => `${prefix}<name>`), ...Object.keys(regions)];
  const missing = [...names, ...conditionOps.map((op) => op.name)].filter((name) => !text.includes(`\`${name}\``));
  expect(missing).toEqual([]);
});

test("every condition has an example or stands beside one that has, and each can be asked", () => {
  const rows = [...text.matchAll(/^\| (`[a-z_`, ]+) \| [^|]+ \| `(\{ field.*\})` \|$/gm)];
  const shown = rows.flatMap(([, names = ""]) => [...names.matchAll(/`([a-z_]+)`/g)].map(([, name]) => name));
  expect(new Set(shown)).toEqual(new Set(conditionOps.map((op) => op.name)));
  for (const [, , example = ""] of rows) expect(checkWhen(parse(example)), example).toEqual([]);
});

const kinds = new Set<string>();

test.each(blocks.map((block) => [Object.keys(block)[0], block.kind, block]))(
  "the example %s %s can be applied",
  (_, __, block) => {
    const outcome = { kind: "message", text: "Thank you." };
    const router =
      block.router ?? (block.kind ? { catchAll: block } : { rules: [{ id: "a", ...block, then: outcome }], catchAll: outcome });
    const parsed = block.scores || block.territories ? setupWith({ catchAll: outcome }, block) : setupWith(router);
    expect(parsed).toMatchObject({ ok: true });
    if (!parsed.ok) return;
    for (const { flow } of flowPlaces(parsed.setup.router.catchAll, "")) kinds.add(flow.kind);
  },
);

test("every node and every outcome has an example", () => {
  const known = [...text.matchAll(/^### (when|match|split)$|^\| `([a-zA-Z]+)` \|/gm)].map(([, node, outcome]) => node ?? outcome);
  expect(new Set(known.filter((kind) => kind !== "op"))).toEqual(kinds);
  expect(kinds.size).toBe(12);
});
