import { cp, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { build, defineConfig, type InlineConfig, type Plugin } from "vite";
import { checkBudgets } from "./budgets.ts";

const here = import.meta.dirname;
const outDir = process.env.HANDRAISE_DIST ?? join(here, "../dist");
const widgetDir = join(outDir, "widget");

/** What the bundles have in common: preact's JSX, and browsers of the last years. */
const shared: InlineConfig = {
  configFile: false,
  root: here,
  logLevel: "warn",
  oxc: { jsx: { runtime: "automatic", importSource: "preact", development: false } },
  plugins: [
    {
      // Chunks have no styles to wait for, so an import needs none of Vite's preloading.
      name: "handraise:plain-imports",
      enforce: "pre",
      load: (id) => (id.includes("vite/preload-helper") ? "export const __vitePreload = (load) => load();" : null),
    },
  ],
};

const output = { entryFileNames: "[name]-[hash].js", chunkFileNames: "[name]-[hash].js" };
const target = ["es2022"];
/** Only what is written is shipped: no fallback for a function that the styles do not use. */
const cssTarget = ["chrome123", "firefox128", "safari18"];

/** The page of a booking: its script is hashed, so the HTML is written after it. */
const buildManage = async (): Promise<void> => {
  await build({
    ...shared,
    build: {
      outDir: widgetDir,
      emptyOutDir: false,
      target,
      cssTarget,
      modulePreload: false,
      rolldownOptions: { input: { manage: join(here, "manage/main.tsx") }, output: { ...output, format: "es" } },
    },
  });
  const html = await readFile(join(here, "manage/manage.html"), "utf8");
  await writeFile(join(widgetDir, "manage.html"), html.replace("manage.js", await nameOf("manage")));
};

const nameOf = async (entry: string): Promise<string> => {
  const found = (await readdir(widgetDir)).find((name) => name.startsWith(`${entry}-`) && name.endsWith(".js"));
  if (!found) throw new Error(`The build made no ${entry} chunk.`);
  return found;
};

/** The loader is a classic script and knows the booker's hashed name. */
const buildLoader = async (): Promise<void> => {
  const { version } = JSON.parse(await readFile(join(here, "../package.json"), "utf8")) as { version: string };
  await build({
    ...shared,
    define: { BOOKING_CHUNK: JSON.stringify(await nameOf("booking")), VERSION: JSON.stringify(version) },
    build: {
      outDir: widgetDir,
      emptyOutDir: false,
      target,
      cssTarget,
      modulePreload: false,
      rolldownOptions: {
        input: { handraise: join(here, "loader/main.ts") },
        output: { format: "iife", entryFileNames: "[name].js" },
      },
    },
  });
};

const theRest: Plugin = {
  name: "handraise:loader-manage-demo",
  closeBundle: async () => {
    await buildManage();
    await buildLoader();
    await mkdir(join(outDir, "demo"), { recursive: true });
    await cp(join(here, "demo"), join(outDir, "demo"), { recursive: true });
    await checkBudgets(widgetDir);
  },
};

export default defineConfig({
  ...shared,
  build: {
    outDir: widgetDir,
    emptyOutDir: true,
    target,
    cssTarget,
    modulePreload: false,
    rolldownOptions: {
      input: { booking: join(here, "booking/main.tsx") },
      output: { ...output, format: "es" },
      // What the later chunks share stays in the booker's own, without a chunk more.
      preserveEntrySignatures: "allow-extension",
    },
  },
  plugins: [...(shared.plugins ?? []), theRest],
});
