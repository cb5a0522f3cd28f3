import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { checkImports } from "./support/import-graph.ts";
import { rooms } from "./support/rooms.ts";

const planted: string[] = [];

/** A small house on disk. */
function house(files: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(join(tmpdir(), "handraise-house-"));
  planted.push(root);
  for (const [path, source] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), source);
  }
  return root;
}

afterEach(() => {
  for (const root of planted.splice(0)) rmSync(root, { recursive: true, force: true });
});

test("every import of the project follows an arrow of the house", () => {
  expect(checkImports(process.cwd())).toEqual([]);
});

test("the table of rooms names only rooms that it has", () => {
  const names = new Set([...rooms.map((room) => room.name), "any of them"]);
  for (const room of rooms) for (const other of [...room.rooms, ...(room.typesOf ?? [])]) expect(names).toContain(other);
});

describe("a planted wrong import is found", () => {
  const empty = "export const x = 1;\n";
  const cases: readonly { name: string; files: Record<string, string>; says: string }[] = [
    {
      name: "core that knows the store",
      files: { "server/core/a.ts": 'import { x } from "../../db/store.ts";\n', "db/store.ts": empty },
      says: "core must not know store: db/store.ts",
    },
    {
      name: "a re-export counts",
      files: { "server/core/a.ts": 'export { x } from "../flows/b.ts";\n', "server/flows/b.ts": empty },
      says: "core must not know flows",
    },
    {
      name: "an import type of core that knows an adapter",
      files: { "server/core/a.ts": 'export type T = import("../adapters/mail/b.ts").T;\n', "server/adapters/mail/b.ts": empty },
      says: "core must not know adapters",
    },
    {
      name: "a flow that takes the store's value",
      files: { "server/flows/a.ts": 'import { x } from "../../db/store.ts";\n', "db/store.ts": empty },
      says: "flows must not know store (its types alone: `import type`)",
    },
    {
      name: "a route that knows the database",
      files: { "server/routes/a.ts": 'import type { x } from "../../db/sqlite.ts";\n', "db/sqlite.ts": empty },
      says: "routes must not know db",
    },
    {
      name: "a widget that takes a server value",
      files: { "widget/a.ts": 'import { x } from "../server/contract/b.ts";\n', "server/contract/b.ts": empty },
      says: "widget must not know contract (its types alone",
    },
    {
      name: "an adapter that knows another",
      files: {
        "server/adapters/calendars/google/a.ts": 'import { x } from "../caldav/b.ts";\n',
        "server/adapters/calendars/caldav/b.ts": empty,
      },
      says: "adapter calendars/google must not know adapter calendars/caldav",
    },
    {
      name: "an adapter that is one file and knows another such file",
      files: { "server/adapters/forms/a.ts": 'import { x } from "./b.ts";\n', "server/adapters/forms/b.ts": empty },
      says: "adapter forms/a must not know adapter forms/b",
    },
    {
      name: "an adapter that knows one of another kind",
      files: {
        "server/adapters/calendars/google/a.ts": 'import { x } from "../../notify/b.ts";\n',
        "server/adapters/notify/b.ts": empty,
      },
      says: "adapter calendars/google must not know adapter notify/b",
    },
    {
      name: "an SDK that loads with its adapter",
      files: { "server/adapters/calendars/caldav/a.ts": 'import { createDAVClient } from "tsdav";\n' },
      says: "adapters loads tsdav by import() on first use only",
    },
    {
      name: "an SDK in a flow",
      files: { "server/flows/a.ts": 'const m = await import("nodemailer");\n' },
      says: "flows must not use the package nodemailer",
    },
    { name: "hono in a flow", files: { "server/flows/a.ts": 'import { Hono } from "hono";\n' }, says: "the package hono" },
    {
      name: "drizzle in a route",
      files: { "server/routes/a.ts": 'import { sql } from "drizzle-orm/sql";\n' },
      says: "the package drizzle-orm",
    },
    {
      name: "node in core",
      files: { "server/core/a.ts": 'import { hash } from "node:crypto";\n' },
      says: "core must not use node:crypto",
    },
    {
      name: "node without its prefix",
      files: { "server/core/a.ts": 'import { join } from "path";\n' },
      says: "core must not use node:path",
    },
    { name: "an unknown room", files: { "server/utils/a.ts": empty }, says: "server/utils/a.ts stands in no room" },
    { name: "an unknown top file of the server", files: { "server/extra.ts": empty }, says: "server/extra.ts stands in no room" },
    { name: "an unknown folder at the root", files: { "lib/a.js": empty }, says: "lib/a.js stands in no room" },
    {
      name: "a file that is not there",
      files: { "server/core/a.ts": 'import "./b.ts";\n' },
      says: "server/core/b.ts, which does not exist",
    },
    {
      name: "await in core",
      files: { "server/core/a.ts": "export async function f() { await g(); }\n" },
      says: ":1 core is pure",
    },
    {
      name: "a clock in core",
      files: { "server/core/a.ts": "\nexport const now = () => Date.now();\n" },
      says: ":2 core is pure, and this is not: Date.now",
    },
    {
      name: "a hidden clock in core",
      files: { "server/core/a.ts": "export const now = () => new Date();\n" },
      says: "new Date()",
    },
    { name: "chance in core", files: { "server/core/a.ts": "export const r = () => Math.random();\n" }, says: "Math.random" },
    { name: "the environment in core", files: { "server/core/a.ts": "export const e = process.env;\n" }, says: "process" },
  ];

  test.each(cases)("$name", ({ files, says }) => {
    const found = checkImports(house(files));
    expect(found.join("\n")).toContain(says);
  });

  test("and a house in order has nothing to say", () => {
    const root = house({
      "server/core/ports/mail.ts": "export interface Mail { send(): Promise<void> }\n",
      "server/core/a.ts":
        'import { DateTime } from "luxon";\nexport const f = (at: number) => new Date(at).toISOString() + DateTime.fromMillis(at);\n',
      "server/flows/b.ts":
        'import type { Store } from "../../db/store.ts";\nimport { f } from "../core/a.ts";\nexport const g = (s: Store) => f(s);\n',
      "db/store.ts": "export type Store = number;\n",
      "server/adapters/calendars/index.ts": 'export const load = () => import("./caldav/index.ts");\n',
      "server/adapters/calendars/caldav/index.ts":
        'import type { DAVClient } from "tsdav";\nexport const dav = (): Promise<DAVClient> => import("tsdav");\n',
      "widget/a.ts": 'import type { T } from "../server/contract/public.ts";\nexport const t: T = 1;\n',
      "server/contract/public.ts": "export type T = number;\n",
    });
    expect(checkImports(root)).toEqual([]);
  });
});
