import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { gates } from "./support/check.ts";
import { mendLock } from "./support/lock-file.ts";

/** A very small project under the house's own settings, in order until a test plants something. */
let root = "";

function plant(path: string, content: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), content);
}

const inOrder = {
  "package.json": `${JSON.stringify({ name: "small", private: true, type: "module", scripts: { start: "node server/main.ts" } }, null, 2)}\n`,
  "tsconfig.json": '{ "extends": "./tsconfig.base.json", "compilerOptions": { "outDir": "dist" }, "include": ["server"] }\n',
  "package-lock.json": '{ "packages": {} }\n',
  "knip.json": '{ "project": ["server/**/*.ts"] }\n',
  "server/main.ts": 'import { double } from "./core/double.ts";\n\ndouble(2);\n',
  "server/core/double.ts": "export const double = (n: number): number => n * 2;\n",
  "README.md": "Starts in `server/main.ts`.\n",
};

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "handraise-gates-"));
  for (const file of ["biome.json", ".oxlintrc.json", "tsconfig.base.json", ".gitignore"]) copyFileSync(file, join(root, file));
  symlinkSync(resolve("node_modules"), join(root, "node_modules"));
  for (const [path, content] of Object.entries(inOrder)) plant(path, content);
});

afterAll(() => rmSync(root, { recursive: true, force: true }));

test.each(Object.keys(gates) as (keyof typeof gates)[])("the gate %s passes what is in order", async (name) => {
  expect(await gates[name](root)).toBe("");
});

const long = (lines: number): string => Array.from({ length: lines }, (_, i) => `  total += ${i};\n`).join("");

describe("a planted fault is found by its gate", () => {
  const faults: readonly { gate: keyof typeof gates; says: string; path: string; content: string }[] = [
    { gate: "format", says: "server/core/a.ts", path: "server/core/a.ts", content: "export   const a = 1\n" },
    {
      gate: "format",
      says: "organizeImports",
      path: "server/core/a.ts",
      content: 'import { b } from "./b.ts";\nimport { a } from "./a.ts";\n\na(b);\n',
    },
    {
      gate: "packages",
      says: "luxon is ^3.7.2, not an exact version",
      path: "package.json",
      content: JSON.stringify({ scripts: {}, dependencies: { luxon: "^3.7.2" } }),
    },
    {
      gate: "packages",
      says: "node_modules/a names the address https://registry.example/a.tgz",
      path: "package-lock.json",
      content: JSON.stringify({ packages: { "node_modules/a": { resolved: "https://registry.example/a.tgz" } } }),
    },
    {
      gate: "packages",
      says: "npm run lock puts it back",
      path: "package-lock.json",
      content: JSON.stringify({ packages: { "node_modules/a": { optionalDependencies: { "@a/darwin-arm64": "1.0.0" } } } }),
    },
    {
      gate: "packages",
      says: "npm run lock puts it back",
      path: "package-lock.json",
      content: JSON.stringify({ packages: { "node_modules/better-sqlite3": { version: "13.2.0" } } }),
    },
    { gate: "types", says: "TS2322", path: "server/core/a.ts", content: 'export const a: number = "one";\n' },
    { gate: "types", says: "TS1294", path: "server/core/a.ts", content: "export enum A {\n  one,\n}\n" },
    {
      gate: "types",
      says: "TS2532",
      path: "server/core/a.ts",
      content: "export const a = (list: number[]): string => list[0].toFixed();\n",
    },
    { gate: "documents", says: "names server/gone.ts", path: "README.md", content: "See `server/gone.ts`.\n" },
    {
      gate: "dead code",
      says: "unused",
      path: "server/core/double.ts",
      content: "export const double = (n: number): number => n * 2;\nexport const unused = 1;\n",
    },
    { gate: "dead code", says: "server/core/nobody.ts", path: "server/core/nobody.ts", content: "export const a = 1;\n" },
    { gate: "imports", says: "core must not use node:fs", path: "server/core/a.ts", content: 'import "node:fs";\n' },
    {
      gate: "lint",
      says: "no-floating-promises",
      path: "server/core/a.ts",
      content: "export const a = (p: Promise<void>): void => {\n  p;\n};\n",
    },
    {
      gate: "lint",
      says: "no-misused-promises",
      path: "server/core/a.ts",
      content: "export const a = (p: Promise<boolean>): number => (p ? 1 : 2);\n",
    },
    {
      gate: "lint",
      says: "await-thenable",
      path: "server/core/a.ts",
      content: "export const a = async (): Promise<number> => await 1;\n",
    },
    { gate: "lint", says: "no-explicit-any", path: "server/core/a.ts", content: "export const a = (x: any): void => void x;\n" },
    {
      gate: "lint",
      says: "no-unsafe-assignment",
      path: "server/core/a.ts",
      content: 'export const a: { b: 1 } = JSON.parse("1");\n',
    },
    {
      gate: "lint",
      says: "max-depth",
      path: "server/core/a.ts",
      content:
        "export function a(x: number): number {\n  if (x) {\n    if (x > 1) {\n      if (x > 2) {\n        if (x > 3) return 1;\n      }\n    }\n  }\n  return 2;\n}\n",
    },
    {
      gate: "lint",
      says: "max-params",
      path: "server/core/a.ts",
      content: "export const a = (b: 1, c: 2, d: 3, e: 4): number => b + c + d + e;\n",
    },
    {
      gate: "lint",
      says: "max-lines-per-function",
      path: "server/core/a.ts",
      content: `export function a(): number {\n  let total = 0;\n${long(60)}  return total;\n}\n`,
    },
    {
      gate: "lint",
      says: "(max-lines)",
      path: "server/core/a.ts",
      content: `${"// one of many\n".repeat(300)}export const a = 1;\n`,
    },
    { gate: "lint", says: "no-console", path: "server/core/a.ts", content: 'console.log("x");\n' },
    { gate: "lint", says: "no-restricted-properties", path: "server/core/a.ts", content: "export const a = process.env.HOME;\n" },
    {
      gate: "lint",
      says: "no-cycle",
      path: "server/core/double.ts",
      content: 'import "./double-back.ts";\n\nexport const double = (n: number): number => n * 2;\n',
    },
    {
      gate: "lint",
      says: "switch-exhaustiveness-check",
      path: "server/core/a.ts",
      content: 'export const a = (x: "b" | "c"): void => {\n  switch (x) {\n    case "b":\n      break;\n  }\n};\n',
    },
    {
      gate: "lint",
      says: "no-focused-tests",
      path: "test/unit/a.test.ts",
      content: 'import { expect, test } from "vitest";\n\ntest.only("a", () => expect(1).toBe(1));\n',
    },
    {
      gate: "lint",
      says: "no-disabled-tests",
      path: "test/unit/a.test.ts",
      content: 'import { expect, test } from "vitest";\n\ntest.skip("a", () => expect(1).toBe(1));\n',
    },
    {
      gate: "lint",
      says: "expect-expect",
      path: "test/unit/a.test.ts",
      content: 'import { test } from "vitest";\n\ntest("a", () => {});\n',
    },
  ];

  test("a mended lock has the packages of every platform, and nothing more to mend", () => {
    const parent = {
      version: "1.0.0",
      dev: true,
      optionalDependencies: { "@a/darwin-arm64": "1.0.0", "@a/linux-x64-musl": "1.0.0" },
    };
    const mended = mendLock(JSON.stringify({ packages: { "node_modules/a": parent } }));
    expect(JSON.parse(mended).packages).toEqual({
      "node_modules/a": parent,
      "node_modules/@a/darwin-arm64": { version: "1.0.0", cpu: ["arm64"], dev: true, optional: true, os: ["darwin"] },
      "node_modules/@a/linux-x64-musl": {
        version: "1.0.0",
        cpu: ["x64"],
        dev: true,
        libc: ["musl"],
        optional: true,
        os: ["linux"],
      },
    });
    expect(mendLock(mended)).toBe(mended);
  });

  test.each(faults)("$gate: $says", async ({ gate, says, path, content }) => {
    plant(path, content);
    if (says === "no-cycle") plant("server/core/double-back.ts", 'import { double } from "./double.ts";\n\ndouble(1);\n');
    const complaints = await gates[gate](root);
    rmSync(join(root, path));
    rmSync(join(root, "server/core/double-back.ts"), { force: true });
    for (const [name, original] of Object.entries(inOrder)) plant(name, original);
    expect(complaints).toContain(says);
  });
});
