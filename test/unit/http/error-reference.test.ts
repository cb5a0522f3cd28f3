import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { errorCatalogue } from "../../../server/core/errors.ts";

test("the reference of errors lists every code as the catalogue has it, and no other", () => {
  const listed = readFileSync("docs/reference/errors.md", "utf8")
    .split("\n")
    .filter((line) => /^\| `\w+` \|/.test(line));
  const rows = Object.entries(errorCatalogue).map(
    ([code, { status, title, fix }]) => `| \`${code}\` | ${status} | ${title} | ${fix} |`,
  );
  expect(listed).toEqual(rows);
});
