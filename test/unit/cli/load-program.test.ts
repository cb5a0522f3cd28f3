import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { compiledFile, loadProgram, programFile } from "../../../server/cli/load-program.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "handraise-program-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A program as it is built, whose command line answers with a status. */
function write(name: string, status: string): string {
  const file = join(folder, name);
  const body = `exports.runArguments = () => ${status};`;
  writeFileSync(file, `(function (exports, require, module, __filename, __dirname) {${body}\n})`);
  return file;
}

const statusOf = (): unknown => {
  const { entry } = loadProgram(folder);
  return entry.runArguments([], entry.processIo);
};

test("a program runs with what was compiled of it, and without", () => {
  const file = write("program-one.cjs", "7");
  const program = loadProgram(folder);
  expect(program.entry.runArguments([], program.entry.processIo)).toBe(7);
  expect(program.wasCompiled).toBe(false);
  writeFileSync(compiledFile(file), program.keepCompiled());
  expect(loadProgram(folder).wasCompiled).toBe(true);
  expect(statusOf()).toBe(7);
});

test("what was compiled of another program is not used, be it of the same length", () => {
  const one = write("program-one.cjs", "7");
  writeFileSync(compiledFile(one), loadProgram(folder).keepCompiled());
  rmSync(one);
  write("program-two.cjs", "8");
  expect(loadProgram(folder).wasCompiled).toBe(false);
  expect(statusOf()).toBe(8);
});

test("what V8 does not know as its own is refused, and the program compiled anew", () => {
  const file = write("program-one.cjs", "7");
  writeFileSync(compiledFile(file), Buffer.alloc(500, 1));
  expect(loadProgram(folder).wasCompiled).toBe(false);
  expect(statusOf()).toBe(7);
});

test("what is loaded later finds the program that runs, not a second one", () => {
  const file = write("program-one.cjs", "7");
  writeFileSync(join(folder, "later.cjs"), 'module.exports = require("./program-one.cjs");');
  const { entry } = loadProgram(folder);
  expect(createRequire(file)("./later.cjs")).toBe(entry);
});

test("a folder without a program says how to make one", () => {
  expect(() => programFile(folder)).toThrow("npm run build");
});
