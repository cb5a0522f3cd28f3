/** A room of the house: where it stands and whom it may know. */
export interface Room {
  readonly name: string;
  /** Folders (ending in `/`) and files from the root; the longest match wins. */
  readonly paths: readonly string[];
  /** Rooms that it may import. A room always knows itself. */
  readonly rooms: readonly string[];
  /** Rooms of which it may import types alone. */
  readonly typesOf?: readonly string[];
  /** npm packages. Types of any package that `lazy` names may be imported too. */
  readonly packages?: readonly string[] | "any";
  /** npm packages that are loaded by `import()` on first use, and never when the file loads. */
  readonly lazy?: readonly string[];
  /** Modules of Node, without `node:`. */
  readonly builtins?: readonly string[] | "any";
  /** May `import()` an address that is only known at run time. */
  readonly computed?: true;
}

const everyRoom = "any of them";

/** The map and the arrows. Whatever is not written here is not allowed. */
export const rooms: readonly Room[] = [
  // The product.
  {
    name: "core",
    paths: ["server/core/"],
    rooms: [],
    packages: ["luxon", "tldts", "libphonenumber-js", "email-providers", "disposable-email-domains-js"],
  },
  { name: "contract", paths: ["server/contract/"], rooms: ["core"], packages: ["zod"] },
  {
    name: "config",
    paths: ["server/config/"],
    rooms: ["core"],
    packages: ["zod", "yaml"],
    builtins: ["fs", "path", "crypto", "net"],
  },
  { name: "state", paths: ["server/state/"], rooms: ["core"], typesOf: ["store"], builtins: [] },
  { name: "flows", paths: ["server/flows/"], rooms: ["core", "state"], typesOf: ["store"], builtins: ["crypto"] },
  {
    name: "jobs",
    paths: ["server/jobs/"],
    rooms: ["core", "flows"],
    typesOf: ["store", "state"],
    packages: ["pino"],
    builtins: ["crypto"],
  },
  { name: "live", paths: ["server/live/"], rooms: ["core"], typesOf: ["store", "state"], builtins: [] },
  {
    name: "http",
    paths: ["server/http/"],
    rooms: ["core", "contract"],
    packages: ["hono", "@hono/node-server", "pino", "prom-client"],
    builtins: ["crypto", "http", "net"],
  },
  {
    name: "routes",
    paths: ["server/routes/"],
    rooms: ["core", "contract", "flows", "http", "live"],
    packages: ["hono", "zod"],
    builtins: ["fs", "path", "url", "crypto", "zlib"],
  },
  {
    name: "adapters",
    paths: ["server/adapters/"],
    rooms: ["core"],
    packages: ["luxon"],
    lazy: [
      "date-holidays",
      "tsdav",
      "ical.js",
      "nodemailer",
      "googleapis",
      "@microsoft/microsoft-graph-client",
      "openid-client",
      "mmdb-lib",
      "altcha-lib",
    ],
    builtins: ["crypto", "net", "dns", "http", "https", "stream", "fs"],
  },
  // A setup as a YAML file: speaks the wire's words for a setup, and only the command line speaks to it.
  { name: "setup-file", paths: ["server/adapters/setup-file/"], rooms: ["core", "contract"], packages: ["yaml", "zod"] },
  { name: "store", paths: ["db/store.ts", "db/store/"], rooms: ["core"] },
  {
    name: "db",
    paths: ["db/"],
    rooms: ["core", "store"],
    packages: ["drizzle-orm", "drizzle-kit", "better-sqlite3", "pg"],
    lazy: ["@electric-sql/pglite"],
    builtins: "any",
  },
  { name: "seed", paths: ["db/demo-accounts.ts"], rooms: ["core"] },
  // The four files that hold it together.
  {
    name: "main",
    paths: ["server/main.ts"],
    rooms: ["config", "context", "app", "http", "core"],
    packages: ["@hono/node-server", "hono", "pino"],
    builtins: "any",
  },
  {
    name: "app",
    paths: ["server/app.ts"],
    rooms: ["core", "contract", "routes", "http", "live", "context"],
    packages: ["hono", "@hono/node-server"],
    builtins: ["fs", "path", "url"],
  },
  { name: "context", paths: ["server/context.ts"], rooms: [everyRoom], packages: "any", builtins: "any" },
  {
    name: "cli",
    paths: ["server/cli.ts", "server/cli-built.ts", "server/keep-compiled.ts", "server/cli/"],
    rooms: ["main", "app", "context", "config", "contract", "core", "flows", "http", "routes", "setup-file", "seed"],
    typesOf: ["store", "state"],
    packages: ["yaml", "zod"],
    builtins: "any",
  },
  // What runs in a browser: the wire is all that it knows.
  {
    name: "widget",
    paths: ["widget/"],
    rooms: [],
    typesOf: ["contract"],
    packages: ["preact", "@preact/signals"],
    computed: true,
  },
  { name: "admin", paths: ["admin/"], rooms: [], typesOf: ["contract"], packages: ["preact", "@preact/signals"] },
  // What never ships.
  {
    name: "tooling",
    paths: [
      "vitest.config.ts",
      "widget/vite.config.ts",
      "widget/budgets.ts",
      "admin/vite.config.ts",
      "server/build.ts",
      "server/build-when-stale.ts",
    ],
    rooms: [],
    packages: ["terser", "vite", "vitest"],
    builtins: "any",
  },
  { name: "test", paths: ["test/"], rooms: [everyRoom], packages: "any", builtins: "any", computed: true },
];

/** The room that a file from the root stands in; null when nobody drew one there. */
export function roomOf(path: string): Room | null {
  let found: Room | null = null;
  let longest = 0;
  for (const room of rooms) {
    for (const place of room.paths) {
      const inside = place.endsWith("/") ? path.startsWith(place) : path === place;
      if (inside && place.length > longest) [found, longest] = [room, place.length];
    }
  }
  return found;
}

/** Whether `from` may import `to`; `typesOnly` says that nothing of it is left at run time. */
export function mayImportRoom(from: Room, to: Room, typesOnly: boolean): boolean {
  if (from === to || from.rooms.includes(everyRoom) || from.rooms.includes(to.name)) return true;
  return typesOnly && (from.typesOf ?? []).includes(to.name);
}
