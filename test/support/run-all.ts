import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { runCheck } from "./check.ts";
import { installPrograms } from "./install-programs.ts";
import type { ProgramName } from "./programs.ts";
import { findTests, type TestFile } from "./suites.ts";

/**
 * `npm test`: everything. Brings the programs that tests need, builds what browsers load, runs the quick gates and each
 * suite, and says at the end what ran and what did not. With HANDRAISE_TEST_STRICT=1 a suite that did not run is a failure.
 */

interface Row {
  readonly name: string;
  readonly state: "passed" | "failed" | "NOT RUN";
  readonly passed?: number;
  readonly failed?: number;
  readonly skipped?: number;
  readonly seconds?: number;
  readonly why?: string;
}

const suiteLimitMs = 900_000;
const strict = process.env.HANDRAISE_TEST_STRICT === "1";
// Servers that tests start inherit the environment, and refuse to start with a HANDRAISE_ variable that they do not know.
delete process.env.HANDRAISE_TEST_STRICT;
const reportShape = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
});

/** Runs one of our tools with its output shown; null when it ended well, else how it ended. */
function run(command: string, args: readonly string[]): Promise<string | null> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: "inherit", timeout: suiteLimitMs, killSignal: "SIGKILL" });
    child.on("error", (error) => resolve(`cannot be started: ${error.message}`));
    child.on("close", (code, signal) => resolve(code === 0 ? null : signal ? `stopped by ${signal}` : `ended with ${code}`));
  });
}

async function timed(name: string, work: () => Promise<Omit<Row, "name" | "seconds">>): Promise<Row> {
  console.log(`\n═══ ${name} ═══`);
  const startedAt = performance.now();
  const row = await work();
  return { name, seconds: (performance.now() - startedAt) / 1000, ...row };
}

function readReport(file: string): z.infer<typeof reportShape> | null {
  try {
    return reportShape.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    return null; // vitest died before it could write one; its exit code says so
  }
}

async function runSuite(name: string, files: readonly string[], folder: string): Promise<Omit<Row, "name" | "seconds">> {
  const reportFile = join(folder, `${name}.json`);
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${reportFile}`];
  const ended = await run("node_modules/.bin/vitest", ["run", "--project", name, ...reporters, ...files]);
  const report = readReport(reportFile);
  if (!report) return { state: "failed", why: ended ?? "vitest wrote no report" };
  const skipped = report.numPendingTests + report.numTodoTests;
  const counts = { passed: report.numPassedTests, failed: report.numFailedTests, skipped };
  if (ended !== null) return { state: "failed", ...counts, why: ended };
  if (counts.passed === 0) return { state: "failed", ...counts, why: "no test in it passed" };
  return strict && skipped > 0 ? { state: "failed", ...counts, why: "skipped tests" } : { state: "passed", ...counts };
}

function printTable(rows: readonly Row[]): void {
  const cell = (value: number | undefined): string => (value === undefined ? "" : String(value)).padStart(8);
  console.log(
    `\n${"suite".padEnd(22)}${"state".padEnd(9)}${"passed".padStart(8)}${"failed".padStart(8)}${"skipped".padStart(8)}${"seconds".padStart(9)}`,
  );
  for (const row of rows) {
    const seconds = (row.seconds?.toFixed(1) ?? "").padStart(9);
    const counts = `${cell(row.passed)}${cell(row.failed)}${cell(row.skipped)}`;
    console.log(`${row.name.padEnd(22)}${row.state.padEnd(9)}${counts}${seconds}${row.why ? `  ${row.why}` : ""}`);
  }
  const failed = rows.filter((row) => row.state === "failed");
  const unrun = rows.filter((row) => row.state === "NOT RUN");
  if (unrun.length > 0) console.log(`\n!!! NOT RUN: ${unrun.map((row) => row.name).join(", ")}`);
  if (failed.length > 0) console.log(`\n!!! FAILED: ${failed.map((row) => row.name).join(", ")}`);
  if (unrun.length + failed.length === 0) console.log("\nEverything ran and passed.");
}

/** A suite's rows: its files that can run, and those whose programs are missing. */
async function suiteRows(name: string, files: readonly TestFile[], missing: ReadonlyMap<ProgramName, string>): Promise<Row[]> {
  if (files.length === 0) return [{ name, state: "NOT RUN", why: "it has no tests" }];
  const rows: Row[] = [];
  const able = files.filter(({ needs }) => needs.every((program) => !missing.has(program)));
  if (able.length > 0) {
    const folder = mkdtempSync(join(tmpdir(), "handraise-test-"));
    const paths = able.map(({ path }) => path);
    rows.push(await timed(name, () => runSuite(name, paths, folder)));
    rmSync(folder, { recursive: true, force: true });
  }
  for (const [program, why] of missing) {
    const without = files.filter(({ needs }) => needs.includes(program));
    if (without.length === 0) continue;
    rows.push({ name: `${name} (${program})`, state: "NOT RUN", why: `${without.length} files: ${why}` });
  }
  return rows;
}

async function runAll(): Promise<readonly Row[]> {
  console.log("═══ programs ═══");
  const missing = installPrograms();
  const verdict = (ok: boolean): Omit<Row, "name"> => ({ state: ok ? "passed" : "failed" });
  const rows: Row[] = [
    await timed("build", async () => verdict((await run("npm", ["run", "--silent", "build"])) === null)),
    await timed("check", async () => verdict(await runCheck())),
  ];
  const { bySuite, strays } = findTests(process.cwd());
  if (strays.length > 0) rows.push({ name: "strays", state: "failed", why: `in no suite: ${strays.join(", ")}` });
  for (const [name, files] of bySuite) rows.push(...(await suiteRows(name, files, missing)));
  return rows;
}

const rows = await runAll();
printTable(rows);
process.exitCode = rows.some((row) => row.state === "failed" || (strict && row.state === "NOT RUN")) ? 1 : 0;
