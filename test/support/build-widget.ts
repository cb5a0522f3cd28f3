import { execFile } from "node:child_process";
import { existsSync, globSync, statSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";

const root = join(import.meta.dirname, "../..");
/** Apart from `dist/`, so that a test never changes what a running server serves. */
const dist = join(root, "node_modules/.cache/widget-under-test");

const newest = (files: readonly string[]): number => Math.max(0, ...files.map((file) => statSync(join(root, file)).mtimeMs));

/** Builds the widget when a source is newer than the last build; resolves with the folder. Rejects with the build's own words. */
export const buildWidget = async (): Promise<string> => {
  const loader = join(dist, "widget/handraise.js");
  const sources = globSync("widget/**/*.{ts,tsx,css,html,svg}", { cwd: root });
  if (existsSync(loader) && statSync(loader).mtimeMs > newest(sources)) return dist;
  const vite = join(root, "node_modules/vite/bin/vite.js");
  await promisify(execFile)(process.execPath, [vite, "build", "--config", "widget/vite.config.ts"], {
    cwd: root,
    env: { ...process.env, NODE_ENV: "production", HANDRAISE_DIST: dist },
  });
  return dist;
};
