import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { commands } from "../server/cli/run-cli.ts";
import { checkDocuments } from "./support/document-paths.ts";

test("every path, link and command in the documents exists", () => {
  expect(checkDocuments(process.cwd())).toEqual([]);
});

test("every command of the command line is in its reference, and no other", () => {
  const rows = readFileSync("docs/reference/cli.md", "utf8").matchAll(/^\| `handraise (.+?)` \|/gm);
  const written = [...rows].map((row) => row[1]?.replaceAll("\\|", "|"));
  expect(written).toEqual([...commands.map(({ name, usage }) => `${name} ${usage}`.trimEnd()), "help"]);
});

test("a path, a link or a command that leads nowhere is found", () => {
  const root = mkdtempSync(join(tmpdir(), "handraise-documents-"));
  mkdirSync(join(root, "docs"));
  writeFileSync(join(root, "package.json"), JSON.stringify({ scripts: { test: "x" } }));
  writeFileSync(
    join(root, "README.md"),
    "See [the words](docs/glossary.md) and [here](docs/real.md#part), `docs/real.md`.\nRun `npm run test`.\n",
  );
  writeFileSync(
    join(root, "docs/real.md"),
    "`server/core/gone.ts`, `npm run nothing`, [up](../README.md), [out](https://example.com).\n",
  );
  const found = checkDocuments(root);
  rmSync(root, { recursive: true });
  expect(found).toEqual([
    "README.md:1 links to docs/glossary.md, which does not exist",
    "docs/real.md:1 names server/core/gone.ts, which does not exist",
    "docs/real.md:1 says npm run nothing, which package.json does not have",
  ]);
});
