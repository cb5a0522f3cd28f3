import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ImportAnswer } from "../../../server/contract/accounts.ts";
import type { ReceiptAnswer } from "../../../server/contract/receipt.ts";
import { instant } from "../../../server/core/time.ts";
import { silentMs } from "../../../server/flows/accounts/apply-import.ts";
import { importBytes, importWorld } from "../../support/import-world.ts";
import { openTestWorld, readJson, smallSetup, type TestWorld } from "../../support/test-world.ts";

const token = "operator-token-0123456789abcdef";
let world: TestWorld;
beforeAll(async () => {
  world = await openTestWorld({ env: { HANDRAISE_ADMIN_TOKEN: token } });
});
afterAll(() => world.close());

const ask = (method: string, path: string, body?: string | object) =>
  world.app.request(path, {
    method,
    headers: { authorization: `Bearer ${token}` },
    ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
const csv = async (kind: string, text: string, query = "") => {
  const response = await ask("POST", `/v1/admin/imports/${kind}${query}`, text);
  return { status: response.status, body: await readJson<ImportAnswer>(response) };
};
const put = async (kind: string, rows: readonly object[]) => {
  const response = await ask("PUT", `/v1/admin/${kind}`, { [kind]: rows });
  return { status: response.status, body: await readJson<ImportAnswer>(response) };
};

describe("a table over HTTP", () => {
  test("is applied and known at once: the next lead reaches the owner", async () => {
    const { status, body } = await csv("accounts", "id;name;domain;owner\n1;Borgo;borgo.example;OLGA@acme.example\n");
    expect(status).toBe(200);
    expect(body).toMatchObject({ kind: "accounts", state: "applied", rows: 1, changed: 1, warningCount: 0 });
    const answer = await world.submit({ email: "vera@borgo.example" });
    expect(answer).toMatchObject({ outcome: "offered", offer: { rep: { name: "Olga" } } });
    const kept = await readJson<ImportAnswer>(await ask("GET", `/v1/admin/imports/${body.id}`));
    expect(kept).toEqual(body);
  });

  test("with a bad line is refused with 422, its line and its reason", async () => {
    const { status, body } = await csv("accounts", 'id,name\n2,Two\n3,"Three\n4,Four\n5\n');
    expect(status).toBe(422);
    expect(body).toMatchObject({ state: "refused", rows: 4, problemCount: 2 });
    expect(body.problems).toEqual([
      { line: 3, reason: "a quote that opens here is never closed" },
      { line: 5, reason: "it has 1 cells, the header has 2" },
    ]);
    expect(await world.context.world.store.read.accounts.known(["2", "4"])).toEqual(new Set());
  });

  test("that says two things of one account or contact is refused; the same alias twice is only said", async () => {
    const table = "id,name\n5,Five\n6,Six\n5,Fünf\n";
    const again = (what: string) => [{ line: 4, reason: `is about the same ${what} as line 2` }];
    expect((await csv("accounts", table)).body).toMatchObject({ state: "refused", problems: again("account") });
    expect(await world.context.world.store.read.accounts.known(["5", "6"])).toEqual(new Set());
    const contacts = await csv("contacts", "email,name\na@x.example,A\nb@x.example,B\nA@X.example,C\n");
    expect(contacts.body).toMatchObject({ state: "refused", problems: again("contact") });
    const aliases = await csv("aliases", "account_id,alias\n1,Borgo!\n1,Other\n1,BORGO!\n");
    expect(aliases.body).toMatchObject({
      state: "applied",
      changed: 2,
      warnings: [{ line: 4, reason: "says again what line 2 says" }],
    });
  });

  test("leaves a job behind it that would finish it, had its process died", async () => {
    const own = await openTestWorld();
    try {
      const { store } = own.context.world;
      await importBytes(importWorld(store), "accounts", "id,name\n1,One\n");
      const later = instant(Date.now() + 2 * silentMs);
      const claimed = await store.write(({ jobs }) => jobs.claim("me", later, later, 9));
      expect(claimed.map(({ kind }) => kind)).toEqual(["finish_import"]);
    } finally {
      await own.close();
    }
  });

  test("that is only checked changes nothing", async () => {
    const { status, body } = await csv("accounts", "id,name\n7,Seven\n", "?check");
    expect([status, body.state, body.problemCount]).toEqual([200, "refused", 0]);
    expect(await world.context.world.store.read.accounts.known(["7"])).toEqual(new Set());
  });

  test("names owners and parents that nobody is, and keeps them", async () => {
    const { body } = await csv("accounts", "id,name,owner,parent_id,country\n8,Eight,gone@acme.example,99,Atlantis\n");
    expect(body.state).toBe("applied");
    expect(body.warnings.map(({ line, reason }) => [line, reason])).toEqual([
      [2, "is no country"],
      [2, "its owner is none of the reps; until one has this id or address, leads fall to the next step of their rule"],
      [2, "there is no account 99"],
    ]);
  });

  test("comes out as it goes in: importing an export changes nothing", async () => {
    await csv("contacts", 'email,name,account_id,Title\nann@borgo.example,"Ann ""A"", B",1,=SUM(1)\n');
    await csv("aliases", "account_id,alias,kind\n1,Borgo Group,former\n");
    for (const kind of ["accounts", "contacts", "aliases"]) {
      const response = await ask("GET", `/v1/admin/exports/${kind}`);
      expect(response.headers.get("content-type")).toBe("text/csv; charset=utf-8");
      const text = await response.text();
      expect(text.split("\n").length).toBeGreaterThan(2);
      expect((await csv(kind, text)).body).toMatchObject({ state: "applied", changed: 0, problemCount: 0 });
    }
    expect(await (await ask("GET", "/v1/admin/exports/contacts")).text()).toBe(
      'email,name,account_id,owner,Title\nann@borgo.example,"Ann ""A"", B",1,,\'=SUM(1)\n',
    );
  });

  test("of another kind, and without the token, there is nothing", async () => {
    expect((await ask("POST", "/v1/admin/imports/reps", "id,name\n")).status).toBe(404);
    expect((await world.app.request("/v1/admin/exports/accounts")).status).toBe(401);
    expect((await world.app.request("/v1/admin/imports/accounts", { method: "POST", body: "id,name\n" })).status).toBe(401);
    expect((await ask("GET", "/v1/admin/imports/imp_unknown")).status).toBe(404);
  });
});

describe("a batch over HTTP", () => {
  test("changes what it names, keeps the rest and is known at once", async () => {
    await put("accounts", [{ id: "20", name: "Twenty", domains: ["twenty.example"], facts: { tier: "1" }, industry: "Steel" }]);
    const { status, body } = await put("accounts", [{ id: "20", owner: "olga", industry: null, facts: { size: "x" } }]);
    expect([status, body.changed]).toEqual([200, 1]);
    expect(await world.context.world.store.read.accounts.findMany(["20"])).toEqual([
      { id: "20", name: "Twenty", domains: ["twenty.example"], ownerRepId: "olga", facts: { size: "x", tier: "1" } },
    ]);
    expect(await world.submit({ email: "a@twenty.example" })).toMatchObject({ offer: { rep: { name: "Olga" } } });
    expect((await put("contacts", [{ email: "Kim@home.example", accountId: "20" }])).status).toBe(200);
    expect((await put("aliases", [{ accountId: "20", alias: "XX", kind: "short" }])).body.changed).toBe(1);
  });

  test("with one bad row changes nothing", async () => {
    const { status, body } = await put("accounts", [{ id: "30", name: "Thirty" }, { id: "31" }]);
    expect(status).toBe(422);
    expect(body.problems).toEqual([{ line: 2, column: "name", reason: "is empty" }]);
    expect(await world.context.world.store.read.accounts.known(["30"])).toEqual(new Set());
    expect((await put("contacts", [{ email: "nobody" }])).body.problems).toEqual([
      { line: 1, column: "email", reason: "is no e-mail address" },
    ]);
    expect((await put("accounts", [{ id: "32", name: "A", colour: "red" }])).status).toBe(400);
  });
});

describe("what is deleted", () => {
  const known = async (id: string) => (await world.context.world.store.read.accounts.known([id])).has(id);

  test("in a batch or by its own call is matched no more at once, and comes back when it is imported again", async () => {
    const two = [
      { id: "70", name: "Seventy", domains: ["seventy.example"], owner: "olga" },
      { id: "71", name: "Seventy-one" },
    ];
    await put("accounts", two);
    await put("contacts", [{ email: "Kim@seventy.example", accountId: "70" }]);
    const rep = async () => {
      const answer = await world.submit({ email: `${crypto.randomUUID()}@seventy.example` });
      return answer.outcome === "offered" ? answer.offer.rep?.name : null;
    };
    expect(await rep()).toBe("Olga");
    expect((await put("accounts", [{ id: "70", deleted: true }])).body).toMatchObject({ state: "applied", changed: 1 });
    expect(await rep()).not.toBe("Olga");
    expect((await ask("DELETE", "/v1/admin/accounts/71")).status).toBe(200);
    expect((await ask("DELETE", "/v1/admin/accounts/71")).status).toBe(404);
    expect(world.context.world.state.accounts.contact("kim@seventy.example")).not.toBeNull();
    expect((await ask("DELETE", "/v1/admin/contacts/kim%40seventy.example")).status).toBe(200);
    expect(world.context.world.state.accounts.contact("kim@seventy.example")).toBeNull();
    expect((await world.app.request("/v1/admin/accounts/70", { method: "DELETE" })).status).toBe(401);
    expect((await put("accounts", [{ id: "70", owner: "olga" }])).status).toBe(422);
    expect((await put("accounts", two)).body.changed).toBe(2);
    expect(await rep()).toBe("Olga");
  });

  test("in a table by its column needs no name there; other rows do", async () => {
    await csv("accounts", "id,name\n80,Eighty\n81,Eighty-one\n82,Eighty-two\n");
    await csv("aliases", "account_id,alias\n81,Eighty First\n");
    expect((await csv("accounts", "Account ID,IsDeleted\n80,true\n81,false\n")).body.problems).toEqual([
      { line: 3, column: "name", reason: "is empty" },
    ]);
    expect(await known("80")).toBe(true);
    const { body } = await csv("accounts", "id,name,deleted\n80,,yes\n81,Eighty-one,no\n82,,true\nnobody,,yes\n");
    expect([body.state, body.changed, body.warningCount]).toEqual(["applied", 2, 0]);
    expect([await known("80"), await known("81"), await known("82")]).toEqual([false, true, false]);
    expect((await csv("aliases", "account_id,alias,deleted\n81,Eighty First,yes\n")).body.changed).toBe(1);
    expect(await (await ask("GET", "/v1/admin/exports/aliases")).text()).not.toContain("Eighty First");
    expect((await csv("contacts", "email,deleted\nnobody@x.example,yes\n")).body.changed).toBe(0);
  });
});

test("a match is corrected with one call, which is kept with its author and undone by the contrary", async () => {
  await put("accounts", [
    { id: "40", name: "Forty", domains: ["forty.example"] },
    { id: "41", name: "Other" },
  ]);
  const { leadId } = await world.submit({ email: "a@fortysub.example", company: "Forty Sub" });
  /** Where a lead of the same company from a personal address belongs now. */
  const matched = async () => {
    const next = await world.submit({ email: "somebody@gmail.com", company: "Forty Sub" });
    const answer = await readJson<ReceiptAnswer>(await ask("GET", `/v1/admin/leads/${next.leadId}/receipt`));
    return answer.receipt.match.account?.id ?? null;
  };
  const correct = (body: object) => ask("POST", `/v1/admin/leads/${leadId}/match`, body);
  expect(await readJson(await correct({ accountId: "40", is: true, author: "ada" }))).toEqual({
    accountId: "40",
    said: [
      { kind: "domain_is", text: "fortysub.example" },
      { kind: "is", text: "Forty Sub" },
    ],
  });
  const said = async () =>
    (await world.context.world.store.read.aliases.byText("forty sub")).map(({ accountId, kind, author }) => [
      accountId,
      kind,
      author,
    ]);
  expect(await said()).toEqual([["40", "is", "ada"]]);
  expect(await matched()).toBe("40");
  await correct({ accountId: "41", is: true });
  expect(await said()).toEqual([["41", "is", "operator"]]);
  expect(await matched()).toBe("41");
  await correct({ accountId: "41", is: false });
  expect(await said()).toEqual([["41", "is_not", "operator"]]);
  expect(await matched()).not.toBe("41");
  expect((await correct({ accountId: "nobody", is: true })).status).toBe(404);
  const free = await world.submit({ email: "someone@gmail.com" });
  expect((await ask("POST", `/v1/admin/leads/${free.leadId}/match`, { accountId: "40", is: true })).status).toBe(409);
});

test("an owner whom nobody knew has the account as soon as the setup has the rep, without another import", async () => {
  const accounts = [{ id: "60", name: "Sixty", domains: ["sixty.example"], ownerRepId: "Nina@Acme.example", facts: {} }];
  const own = await openTestWorld({ accounts });
  try {
    expect(await own.submit({ email: "a@sixty.example" })).not.toMatchObject({ offer: { rep: { name: "Nina" } } });
    const setup = smallSetup
      .replace("pools:", "  - { id: nina, name: Nina, email: nina@acme.example }\npools:")
      .replace("{ field: match.ownerRepId, op: not_empty }", "{ field: account.ownerRepId, op: equals, value: nina }");
    await own.apply(setup);
    expect(await own.submit({ email: "a@sixty.example" })).toMatchObject({ offer: { rep: { name: "Nina" } } });
  } finally {
    await own.close();
  }
});
