import { cp, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { minify } from "terser";
import { type BuildOptions, build, defineConfig, type InlineConfig, type Plugin } from "vite";
import { checkBudgets } from "./budgets.ts";

const here = import.meta.dirname;
const outDir = process.env.HANDRAISE_DIST ?? join(here, "../dist");
const widgetDir = join(outDir, "widget");

/**
 * Terser puts what is used once in its place, which is 160 bytes less of loader and booker than Vite's own minifier leaves.
 * `pure_getters` lets it move what is read, too: no read of a property does anything here, so a layout is forced by using its value.
 */
const terser: Plugin = {
  name: "handraise:terser",
  renderChunk: async (code) => {
    const { code: small } = await minify(code, { module: true, ecma: 2020, compress: { passes: 2, pure_getters: true } });
    return small ?? null;
  },
};

/** What the bundles have in common: `h` for JSX, which is shorter than preact's other runtime. */
const shared: InlineConfig = {
  configFile: false,
  root: here,
  logLevel: "warn",
  oxc: {
    include: /\.tsx$/,
    jsx: { runtime: "classic", pragma: "h", pragmaFrag: "Fragment" },
    jsxInject: `import {h,Fragment} from "preact"`,
  },
  plugins: [terser],
};

/** Terser has done the rest; without this the space would come back. */
const printed = { minify: { compress: false, mangle: false, codegen: true }, comments: false } as const;
const output = { entryFileNames: "[name]-[hash].js", chunkFileNames: "[name]-[hash].js", ...printed };
const common: BuildOptions = {
  outDir: widgetDir,
  target: ["es2022"],
  // Only what is written is shipped: no fallback for a function that the styles do not use.
  cssTarget: ["chrome123", "firefox128", "safari18"],
  cssMinify: true,
  minify: false,
};

/**
 * Has Chromium compile every function of the booker as it arrives, which is while the visitor types: the page's thread then works
 * 4 ms less before the times are painted. Put in at the end, as everything before takes comments away.
 */
const compileAtOnce: Plugin = {
  name: "handraise:compile-at-once",
  generateBundle: (_, bundle) => {
    for (const chunk of Object.values(bundle))
      if (chunk.type === "chunk" && chunk.name === "booking") chunk.code = `//# allFunctionsCalledOnLoad\n${chunk.code}`;
  },
};

/** The page of a booking: its script is hashed, so the HTML is written after it. */
const buildManage = async (): Promise<void> => {
  await build({
    ...shared,
    build: {
      ...common,
      emptyOutDir: false,
      lib: { entry: { manage: join(here, "manage/main.tsx") }, formats: ["es"] },
      rolldownOptions: { output },
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
      ...common,
      emptyOutDir: false,
      rolldownOptions: {
        input: { handraise: join(here, "loader/main.ts") },
        output: { format: "iife", entryFileNames: "[name].js", ...printed },
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
    ...common,
    emptyOutDir: true,
    lib: { entry: { booking: join(here, "booking/main.tsx") }, formats: ["es"] },
    rolldownOptions: {
      output,
      // What the later chunks share stays in the booker's own, without a chunk more.
      preserveEntrySignatures: "allow-extension",
    },
  },
  plugins: [terser, compileAtOnce, theRest],
});
