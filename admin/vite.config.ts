import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";
import { defineConfig, type Plugin } from "vite";

const here = import.meta.dirname;
const outDir = join(process.env.HANDRAISE_DIST ?? join(here, "../dist"), "admin");

/** Brotli bytes of everything that the console is made of. */
const budget = 40_000;

const withinBudget: Plugin = {
  name: "handraise:budget",
  closeBundle: async () => {
    const entries = await readdir(outDir, { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
    const sizes = await Promise.all(files.map(async (file) => brotliCompressSync(await readFile(file)).length));
    const size = sizes.reduce((sum, one) => sum + one, 0);
    if (size > budget) throw new Error(`Budget: the console is ${size} B brotli, at most ${budget} B are allowed.`);
  },
};

export default defineConfig({
  configFile: false,
  root: here,
  base: "/admin/",
  logLevel: "warn",
  oxc: { jsx: { runtime: "automatic", importSource: "preact", development: false } },
  build: {
    outDir,
    emptyOutDir: true,
    target: ["es2023"],
    // The first browsers with light-dark(): May 2024.
    cssTarget: ["chrome123", "firefox120", "safari17.5"],
    modulePreload: false,
    // The content policy allows files of our own; a data: address for the icon would be cached with the page alone.
    assetsInlineLimit: 0,
  },
  plugins: [withinBudget],
});
