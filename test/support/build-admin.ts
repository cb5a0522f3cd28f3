import { execFile } from "node:child_process";
import { existsSync, globSync, statSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";

const root = join(import.meta.dirname, "../..");
const changedAt = (file: string): number => statSync(join(root, file)).mtimeMs;

/** Builds the console into `dist/`, where a server that starts reads it, when a source is newer. Rejects with the build's own words. */
export const buildAdmin = async (): Promise<void> => {
  const built = "dist/admin/index.html";
  const sources = globSync("admin/**/*.{ts,tsx,css,html,svg}", { cwd: root });
  if (existsSync(join(root, built)) && sources.every((source) => changedAt(source) < changedAt(built))) return;
  const vite = join(root, "node_modules/vite/bin/vite.js");
  await promisify(execFile)(process.execPath, [vite, "build", "--config", "admin/vite.config.ts"], {
    cwd: root,
    env: { ...process.env, NODE_ENV: "production" },
  });
};
