import { randomBytes } from "node:crypto";
import { describe, expect, test } from "vitest";
import type { Store } from "../../../db/store.ts";
import { newId } from "../../../server/core/id.ts";
import { createReport } from "../../../server/core/import/report.ts";
import { importBytes, importWorld } from "../../support/import-world.ts";
import { after, leadId, noon } from "./samples.ts";

const account = (id: string, name = id) => ({ id, name, domains: [`${id}.example`], facts: {} });
const alias = (accountId: string, text: string, kind: "alias" | "is" | "is_not" = "alias") => ({
  accountId,
  text,
  kind,
  author: "ada",
  createdAt: noon,
});

/** Accounts, contacts, aliases, facts and imports on every engine. */
export function accountsContract(open: () => Promise<Store>): void {
  describe("accounts and contacts", () => {
    test("putting the same again says that nothing changed, and counts what did", async () => {
      const store = await open();
      const many = Array.from({ length: 234 }, (_, at) => account(`a${at}`));
      expect(await store.write((repos) => repos.accounts.put(many))).toBe(234);
      expect(await store.write((repos) => repos.accounts.put(many))).toBe(0);
      const changed = [...many.slice(0, 5), account("a5", "New"), { ...account("a6"), stage: "customer" as const }];
      expect(await store.write((repos) => repos.accounts.put(changed))).toBe(2);
      expect(await store.read.accounts.count()).toBe(234);
      expect(await store.read.accounts.findMany(["a6", "a5", "nobody"])).toHaveLength(2);
      expect(await store.read.accounts.known(["a6", "nobody"])).toEqual(new Set(["a6"]));
    });

    test("every detail of an account comes back as it went", async () => {
      const store = await open();
      const full = {
        ...account("a"),
        ownerRepId: "anna",
        websites: ["https://a.example/de"],
        phones: ["+4930901820"],
        stage: "former_customer" as const,
        openOpportunity: false,
        lastActivityAt: 1,
        createdAt: 2,
        contactCount: 0,
        facts: { ü: "☃ ' \"" },
      };
      await store.write((repos) => repos.accounts.put([full]));
      expect(await store.read.accounts.all()).toStrictEqual([full]);
    });

    test("changes are told once and in the order of their commits", async () => {
      const store = await open();
      await store.write((repos) => repos.accounts.put([account("b"), account("a")]));
      await store.write((repos) => repos.contacts.put([{ email: "x@a.example", facts: { title: "CEO" } }]));
      await store.write((repos) => repos.accounts.put([account("b"), account("a", "New"), account("c")]));
      const first = await store.read.accounts.changedAfter({ change: 0, key: "" }, 2);
      expect(first.found.map(({ id }) => id)).toEqual(["b", "a"]);
      const second = await store.read.accounts.changedAfter(first.mark ?? { change: 0, key: "" }, 2);
      expect(second.found.map(({ id }) => id)).toEqual(["c"]);
      expect(await store.read.accounts.changedAfter(second.mark ?? { change: 0, key: "" }, 2)).toEqual({
        found: [],
        removed: [],
        mark: null,
      });
      expect((await store.read.contacts.changedAfter({ change: 0, key: "" }, 9)).found).toEqual([
        { email: "x@a.example", facts: { title: "CEO" } },
      ]);
    });

    test("what is removed is gone with its aliases, told to those who follow, and may come back", async () => {
      const store = await open();
      await store.write((repos) => repos.accounts.put(["a", "b", "c"].map((id) => account(id))));
      await store.write((repos) => repos.aliases.put([alias("a", "Alpha"), alias("b", "Beta")]));
      await store.write((repos) => repos.contacts.put([{ email: "x@a.example", name: "X" }, { email: "y@a.example" }]));
      const mark = { change: (await store.read.accounts.lastChange()) + 1, key: "" };
      expect(await store.write((repos) => repos.accounts.remove(["a", "nobody"], noon))).toBe(1);
      expect(await store.write((repos) => repos.accounts.remove(["a"], noon))).toBe(0);
      expect(await store.write((repos) => repos.contacts.remove(["x@a.example"], noon))).toBe(1);
      expect((await store.read.accounts.all()).map(({ id }) => id)).toEqual(["b", "c"]);
      expect(await store.read.accounts.count()).toBe(2);
      expect(await store.read.accounts.findMany(["a"])).toEqual([]);
      expect(await store.read.accounts.known(["a", "b"])).toEqual(new Set(["b"]));
      expect((await store.read.aliases.page(null, 9)).map(({ accountId }) => accountId)).toEqual(["b"]);
      expect((await store.read.contacts.all()).map(({ email }) => email)).toEqual(["y@a.example"]);
      expect(await store.read.contacts.findMany(["x@a.example"])).toEqual([]);
      expect(await store.read.accounts.changedAfter(mark, 9)).toMatchObject({ found: [], removed: ["a"] });
      expect(await store.read.contacts.changedAfter(mark, 9)).toMatchObject({ found: [], removed: ["x@a.example"] });
      expect(await store.write((repos) => repos.accounts.put([account("a")]))).toBe(1);
      expect(await store.read.accounts.changedAfter(mark, 9)).toMatchObject({ found: [{ id: "a" }], removed: [] });
      await store.write((repos) => repos.contacts.forgetRemoved(noon));
      expect((await store.read.contacts.changedAfter(mark, 9)).removed).toEqual(["x@a.example"]);
      await store.write((repos) => repos.contacts.forgetRemoved(after(1)));
      await store.write((repos) => repos.accounts.forgetRemoved(after(1)));
      expect((await store.read.contacts.changedAfter(mark, 9)).removed).toEqual([]);
      expect(await store.read.accounts.count()).toBe(3);
    });

    test("pages go through everything once", async () => {
      const store = await open();
      await store.write((repos) => repos.contacts.put(["a", "b", "c"].map((name) => ({ email: `${name}@x.example` }))));
      const first = await store.read.contacts.page("", 2);
      expect([...first, ...(await store.read.contacts.page(first[1]?.email ?? "", 2))].map(({ email }) => email)).toEqual([
        "a@x.example",
        "b@x.example",
        "c@x.example",
      ]);
    });

    test("an account is replaced by its id, domains included", async () => {
      const store = await open();
      const full = {
        id: "a",
        name: "A",
        domains: ["a.org", "a.net"],
        ownerRepId: "rep-a",
        country: "DE",
        companySize: 51,
        industry: "x",
        parentId: "p",
        facts: { tier: "1" },
      };
      const bare = { id: "a", name: "B", domains: [], facts: {} };
      await store.write((repos) => repos.accounts.put([full]));
      expect(await store.read.accounts.all()).toStrictEqual([full]);
      await store.write((repos) => repos.accounts.put([bare]));
      expect(await store.read.accounts.all()).toStrictEqual([bare]);
      expect(await store.read.accounts.count()).toBe(1);
    });

    test("a contact is replaced by its address", async () => {
      const store = await open();
      await store.write((repos) => repos.contacts.put([{ email: "a@b.org", name: "Ada", accountId: "a", ownerRepId: "rep-a" }]));
      await store.write((repos) => repos.contacts.put([{ email: "a@b.org", accountId: "b" }]));
      expect(await store.read.contacts.all()).toStrictEqual([{ email: "a@b.org", accountId: "b" }]);
    });
  });

  describe("aliases", () => {
    test("one is kept once whatever its case, comes with its account, and counts as a change of it", async () => {
      const store = await open();
      await store.write((repos) => repos.accounts.put([account("a"), account("b")]));
      const before = await store.read.accounts.lastChange();
      expect(await store.write((repos) => repos.aliases.put([alias("a", "ACME"), alias("a", "Other")]))).toBe(2);
      expect(await store.write((repos) => repos.aliases.put([alias("a", "ACME")]))).toBe(0);
      expect(await store.write((repos) => repos.aliases.put([alias("a", "Acme")]))).toBe(1);
      const [changed] = (await store.read.accounts.changedAfter({ change: before, key: "￿" }, 5)).found;
      expect(changed).toEqual({
        ...account("a"),
        aliases: [
          { text: "Acme", kind: "alias" },
          { text: "Other", kind: "alias" },
        ],
      });
      expect(await store.read.accounts.page("", 5)).toEqual([changed, account("b")]);
    });

    test("what is said of a text is found, and can be taken back", async () => {
      const store = await open();
      await store.write((repos) => repos.accounts.put([account("a")]));
      await store.write((repos) => repos.aliases.put([alias("a", "Acme", "is"), alias("b", "ACME", "is_not")]));
      expect(await store.read.aliases.byText("acme")).toEqual([alias("a", "Acme", "is"), alias("b", "ACME", "is_not")]);
      expect(await store.write((repos) => repos.aliases.remove(alias("a", "acme", "is")))).toBe(true);
      expect(await store.write((repos) => repos.aliases.remove(alias("a", "acme", "is")))).toBe(false);
      expect(await store.read.accounts.all()).toEqual([account("a")]);
      const [last] = await store.read.aliases.page(null, 1);
      expect(last).toEqual(alias("b", "ACME", "is_not"));
      expect(await store.read.aliases.page(last ?? null, 1)).toEqual([]);
    });
  });

  describe("facts", () => {
    const said = [{ name: "companySize", value: 51, confidence: 0.8 }];

    test("an answer is kept once for what was asked, the newest, until it is old", async () => {
      const store = await open();
      await store.write(({ facts }) => facts.keep({ source: "directory", key: "a.example\n☃", facts: [], at: noon }));
      await store.write(({ facts }) => facts.keep({ source: "directory", key: "a.example\n☃", facts: said, at: after(5) }));
      expect(await store.read.facts.cached("directory", "a.example\n☃")).toEqual({ facts: said, at: after(5) });
      expect(await store.read.facts.cached("other", "a.example\n☃")).toBeNull();
      expect(await store.write(({ facts }) => facts.prune(after(5)))).toBe(0);
      expect(await store.write(({ facts }) => facts.prune(after(6)))).toBe(1);
      expect(await store.read.facts.cached("directory", "a.example\n☃")).toBeNull();
    });

    test("what came late is kept with its lead", async () => {
      const store = await open();
      const [mine, other] = [leadId(), leadId()];
      const claims = said.map((fact) => ({ ...fact, source: "directory", at: noon }));
      await store.write(({ facts }) => facts.keepLate({ leadId: mine, source: "directory", claims }));
      await store.write(({ facts }) => facts.keepLate({ leadId: mine, source: "ip", claims: [] }));
      expect(await store.read.facts.late(mine)).toEqual(claims);
      expect(await store.read.facts.late(other)).toEqual([]);
    });
  });

  describe("imports", () => {
    test("rows that were kept aside come back in the order of keys, and a key twice is told", async () => {
      const store = await open();
      const id = newId("imp", randomBytes);
      const row = {
        id,
        kind: "aliases",
        author: "ada",
        state: "staging",
        report: createReport().read(),
        updatedAt: noon,
      } as const;
      const staged = (key: string, line: number) => ({ key, line, ref: "a", patch: alias("a", key) });
      const again = await store.write(async (repos) => {
        await repos.imports.insert(row);
        return repos.imports.stage(id, [staged("b", 2), staged("a", 3), staged("b", 4)]);
      });
      expect(again.map(({ line }) => line)).toEqual([4]);
      expect(await store.read.imports.linesOf(id, ["b", "z"])).toEqual(new Map([["b", 2]]));
      expect((await store.read.imports.rows(id, "", 9)).map(({ line }) => line)).toEqual([3, 2]);
      await store.write((repos) => repos.imports.dropRows(id, "a"));
      expect(await store.read.imports.rows(id, "", 9)).toEqual([staged("b", 2)]);
      await store.write((repos) => repos.imports.update({ ...row, state: "refused" }));
      expect(await store.read.imports.find(id)).toEqual({ ...row, state: "refused" });
    });

    test("a file is applied whole, and the same file again changes nothing", async () => {
      const store = await open();
      const lines = Array.from({ length: 1_234 }, (_, at) => `a${at},Name ${at},d${at}.example,a${at % 7},alias ${at}`);
      const file = ["id,name,domain,parent_id,alias", "root,Root,root.example,,", ...lines]
        .join("\n")
        .replaceAll(/(a[0-6],Name.*?),a[0-6],/g, "$1,root,");
      const world = importWorld(store);
      const first = await importBytes(world, "accounts", file);
      expect(first).toMatchObject({
        state: "applied",
        report: { rows: 1_235, changed: 1_235, problemCount: 0, warningCount: 0 },
      });
      expect(await store.read.accounts.findMany(["a3"])).toEqual([
        {
          id: "a3",
          name: "Name 3",
          domains: ["d3.example"],
          parentId: "root",
          facts: {},
          aliases: [{ text: "alias 3", kind: "alias" }],
        },
      ]);
      const change = await store.read.accounts.lastChange();
      expect((await importBytes(world, "accounts", file)).report.changed).toBe(0);
      expect(await store.read.accounts.lastChange()).toBe(change);
    });

    test("one bad line and nothing is changed", async () => {
      const store = await open();
      const row = await importBytes(importWorld(store), "accounts", "id,name\n1,One\n,Two\n1,Three\n");
      expect(row.state).toBe("refused");
      expect(row.report.problems).toEqual([
        { line: 3, column: "id", reason: "is empty" },
        { line: 4, reason: "is about the same account as line 2" },
      ]);
      expect(await store.read.accounts.count()).toBe(0);
      expect(await store.read.imports.rows(row.id, "", 9)).toEqual([]);
    });
  });
}
