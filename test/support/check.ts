import { spawn } from "node:child_process";
import { resolve } from "node:path";
import { checkDocuments } from "./document-paths.ts";
import { checkImports } from "./import-graph.ts";
import { checkPackages } from "./lock-file.ts";

/** The quick gates: seconds, no database. `npm run check` runs them all and shows everything that failed. */

/** Looks at the project under `root`; answers what is wrong there, or an empty text. */
type Gate = (root: string) => Promise<string>;

/** One of our development tools as a gate: it fails when the tool ends with anything but 0. */
function tool(name: string, ...args: readonly string[]): Gate {
  return (root) =>
    new Promise((done) => {
      const child = spawn(resolve("node_modules/.bin", name), args, {
        cwd: root,
        env: { ...process.env, NO_COLOR: "1" },
        stdio: ["ignore", "pipe", "pipe"],
      });
      let output = "";
      for (const stream of [child.stdout, child.stderr])
        stream.setEncoding("utf8").on("data", (text: string) => (output += text));
      child.on("error", (error) => done(`${name} cannot be started: ${error.message}`));
      child.on("close", (code) => done(code === 0 ? "" : output || `${name} ended with ${code}`));
    });
}

/** Our own check as a gate. */
function lines(check: (root: string) => readonly string[]): Gate {
  return async (root) => check(root).join("\n");
}

export const gates = {
  format: tool("biome", "ci", "--colors=off", "--max-diagnostics=200", "."),
  lint: tool("oxlint", "--type-aware", "--deny-warnings"),
  types: tool("tsc", "-b", "--pretty", "false"),
  imports: lines(checkImports),
  documents: lines(checkDocuments),
  packages: lines(checkPackages),
  "dead code": tool("knip", "--no-progress"),
} satisfies Readonly<Record<string, Gate>>;

/** Runs every gate, a line each; true when none complained. */
export async function runCheck(): Promise<boolean> {
  const failed: string[] = [];
  for (const [name, gate] of Object.entries(gates)) {
    const startedAt = performance.now();
    const complaints = await gate(process.cwd()).catch((error: unknown) => `the gate itself broke: ${String(error)}`);
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
    console.log(`${complaints ? "✗" : "✓"} ${name.padEnd(10)} ${seconds.padStart(5)} s`);
    if (complaints) failed.push(`\n── ${name} ──\n${complaints.trimEnd()}`);
  }
  console.log(
    failed.length > 0
      ? `${failed.join("\n")}\n\n${failed.length} of ${Object.keys(gates).length} gates failed`
      : "all gates passed",
  );
  return failed.length === 0;
}

if (import.meta.main) process.exitCode = (await runCheck()) ? 0 : 1;
