import { execSync } from "node:child_process";
import { readdirSync, statSync } from "node:fs";
import { join, resolve } from "node:path";

/** What `npm start` does first: a server that was built before its source changed would be the old one, without a word. */
const root = resolve(import.meta.dirname, "..");
const builtAt = statSync(join(root, "dist/server/cli.cjs"), { throwIfNoEntry: false })?.mtimeMs ?? 0;
const sources = ["server", "db", "widget", "admin"].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name)),
);
const changed = (file: string) => statSync(file).mtimeMs > builtAt;
if ([join(root, "package-lock.json"), ...sources].some(changed)) execSync("npm run build", { cwd: root, stdio: "inherit" });
