import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

/**
 * Writes the next migration of both engines from the one schema: `npm run migrations -- <name>`.
 * With `--custom` it writes an empty one on each, for what a schema cannot say; fill it in by hand.
 */
const root = fileURLToPath(new URL("..", import.meta.url));
const custom = process.argv.includes("--custom");
const name = process.argv.slice(2).find((word) => !word.startsWith("-"));
if (!name) {
  console.error("usage: npm run migrations -- <name> [--custom]");
  process.exit(2);
}
for (const [engine, dialect] of [
  ["sqlite", "sqlite"],
  ["postgres", "postgresql"],
] as const) {
  const args = ["--dialect", dialect, "--schema", `db/schema/${engine}.ts`, "--out", `db/migrations/${engine}`, "--name", name];
  const run = spawnSync("npx", ["drizzle-kit", "generate", ...args, ...(custom ? ["--custom"] : [])], {
    cwd: root,
    stdio: "inherit",
  });
  if (run.status !== 0) process.exit(run.status ?? 1);
}
