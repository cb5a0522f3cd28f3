import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { type Variable, variables } from "../../../server/config/env.ts";

const document = readFileSync("docs/reference/configuration.md", "utf8");

/** A row of the reference, as the table of variables has it. */
function rowOf([name, row]: [string, Variable<unknown>]): string {
  const given = row.default === null ? "none" : `\`${row.default}\``;
  return `| \`${name}\` | ${row.takes} | ${given} | ${row.secret ? "yes" : "no"} | ${row.doc} |`;
}

test("the reference lists every variable as the server reads it, and no other", () => {
  const listed = document.split("\n").filter((line) => line.startsWith("| `HANDRAISE_"));
  expect(listed).toEqual(Object.entries(variables).map(rowOf));
});

test("every default is a value that its variable takes", () => {
  const wrong = Object.entries(variables).filter(
    ([, row]) => row.default !== null && !row.default.includes("<port>") && !row.schema.safeParse(row.default).success,
  );
  expect(wrong).toEqual([]);
});
