import { spawn } from "node:child_process";
import { checkDocuments } from "./document-paths.ts";
import { checkImports } from "./import-graph.ts";

/** The quick gates: seconds, no database. `npm run check` runs them all and shows everything that failed. */

type Complaints = string;

interface Gate {
  readonly name: string;
  /** Empty when there is nothing to say. */
  readonly run: () => Promise<Complaints>;
}

/** Runs one of our development tools; answers what it printed when it failed. */
function tool(name: string, ...args: readonly string[]): () => Promise<Complaints> {
  return () =>
    new Promise((resolve) => {
      const child = spawn(`node_modules/.bin/${name}`, args, { stdio: ["ignore", "pipe", "pipe"] });
      let output = "";
      for (const stream of [child.stdout, child.stderr])
        stream.setEncoding("utf8").on("data", (text: string) => (output += text));
      child.on("error", (error) => resolve(`${name} cannot be started: ${error.message}`));
      child.on("close", (code) => resolve(code === 0 ? "" : output || `${name} ended with ${code}`));
    });
}

const lines = (check: (root: string) => readonly string[]) => () => Promise.resolve(check(process.cwd()).join("\n"));

const gates: readonly Gate[] = [
  { name: "format", run: tool("biome", "ci", "--max-diagnostics=200", ".") },
  { name: "lint", run: tool("oxlint", "--type-aware", "--deny-warnings") },
  { name: "types", run: tool("tsc", "-b", "--pretty", "false") },
  { name: "imports", run: lines(checkImports) },
  { name: "documents", run: lines(checkDocuments) },
  { name: "dead code", run: tool("knip", "--no-progress") },
];

async function timed(gate: Gate): Promise<Complaints> {
  const startedAt = performance.now();
  const complaints = await gate.run().catch((error: unknown) => String(error));
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  console.log(`${complaints ? "✗" : "✓"} ${gate.name.padEnd(10)} ${seconds.padStart(5)} s`);
  return complaints;
}

/** Runs every gate; true when none complained. */
export async function runCheck(): Promise<boolean> {
  const failed: string[] = [];
  for (const gate of gates) {
    const complaints = await timed(gate);
    if (complaints) failed.push(`\n── ${gate.name} ──\n${complaints.trimEnd()}`);
  }
  console.log(
    failed.length > 0 ? `${failed.join("\n")}\n\n${failed.length} of ${gates.length} gates failed` : "all gates passed",
  );
  return failed.length === 0;
}

if (import.meta.main) process.exitCode = (await runCheck()) ? 0 : 1;
