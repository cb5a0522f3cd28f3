import { relative, resolve } from "node:path";
import { defineConfig, type Plugin } from "vite";

const root = resolve(import.meta.dirname, "..");
const outDir = resolve(root, "dist/server");

/** What is small and cut into many files, which take their time to find and open. Everything else stays where npm put it. */
const bundled = [
  "@hono/node-server",
  "disposable-email-domains-js",
  "drizzle-orm",
  "email-providers",
  "hono",
  "libphonenumber-js",
  "luxon",
  "tldts",
  "tldts-core",
  "yaml",
  "zod",
];

/** Files that a module finds beside itself (migrations, a worker) are found where its source stands. */
const sourceUrls: Plugin = {
  name: "source-urls",
  transform: {
    filter: { code: "import.meta.url" },
    handler: (code, id) =>
      id.includes("/node_modules/")
        ? null
        : code.replaceAll("import.meta.url", `new URL(${JSON.stringify(relative(outDir, id))}, import.meta.url).href`),
  },
};

/** The server in a few files, which start in a fraction of the time. It is the same program as `server/cli.ts`. */
export default defineConfig({
  root,
  publicDir: false,
  logLevel: "warn",
  plugins: [sourceUrls],
  ssr: { target: "node", noExternal: bundled, external: true as const },
  build: {
    ssr: "server/cli.ts",
    outDir,
    emptyOutDir: true,
    target: "node22",
    minify: false,
    // In one folder, so that every file finds the source by the same way.
    rolldownOptions: { output: { chunkFileNames: "[name]-[hash].js" } },
  },
});
