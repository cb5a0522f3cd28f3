import { describe, expect, test } from "vitest";
import type { Account, Contact } from "../../../server/core/match/account.ts";
import { readAskedCompany } from "../../../server/core/match/asked-company.ts";
import { leadOfRow } from "../../../server/core/match/labelled-lead.ts";
import { createAccountIndex } from "../../../server/state/account-index.ts";
import { indexOf } from "../../support/index-of.ts";

function account(id: string, domains: readonly string[], more: Partial<Account> = {}): Account {
  return { id, name: id.toUpperCase(), domains, facts: {}, ...more };
}

const near = (index: ReturnType<typeof indexOf>, company: string) =>
  index.near(readAskedCompany(leadOfRow({ company }))).map(({ id }) => id);

describe("the account index", () => {
  test("finds an account by each of its domains, and no other", () => {
    const acme = account("acme", ["acme.com", "acme.de"]);
    const index = indexOf([acme, account("other", ["other.com"])]);
    expect(index.withDomain("acme.com")).toEqual([acme]);
    expect(index.withDomain("acme.de")).toEqual([acme]);
    expect(index.withDomain("notacme.com")).toEqual([]);
    expect(index.size).toBe(2);
  });

  test("a domain written with www, a sub-domain or capitals is the registered one", () => {
    expect(indexOf([account("acme", ["WWW.Acme.co.uk"])]).withDomain("acme.co.uk")).toHaveLength(1);
  });

  test("a domain of another script is found by what a browser sends for it", () => {
    const index = indexOf([account("acme", ["münchen.de"])], [{ email: "Ada@Bücher.de" }]);
    expect(index.withDomain("xn--mnchen-3ya.de")).toHaveLength(1);
    expect(index.contact("ada@xn--bcher-kva.de")).not.toBeNull();
  });

  test("a free-mail domain belongs to nobody, even when an account lists it", () => {
    expect(indexOf([account("cheeky", ["gmail.com"])]).withDomain("gmail.com")).toEqual([]);
  });

  test("a contact is found by e-mail in any case", () => {
    const contact: Contact = { email: "Ada@Gmail.com", accountId: "acme", ownerRepId: "anna" };
    const index = indexOf([account("acme", ["acme.com"])], [contact]);
    expect(index.contact("ada@gmail.com")).toBe(contact);
    expect(index.contact("bob@gmail.com")).toBeNull();
  });

  test("replacing an account gives up the domains and names that it lost, and the new ones are found at once", () => {
    const index = indexOf([account("acme", ["acme.com", "old.com"], { name: "Alte Werke" })]);
    index.upsert(account("acme", ["acme.com", "new.com"], { name: "Neue Hütte", ownerRepId: "anna" }));
    expect(index.withDomain("old.com")).toEqual([]);
    expect(index.withDomain("new.com")[0]?.ownerRepId).toBe("anna");
    expect(index.withDomain("acme.com")).toHaveLength(1);
    expect(index.account("acme")?.name).toBe("Neue Hütte");
    expect(near(index, "Alte Werke")).toEqual([]);
    expect(near(index, "Neue Hütte")).toEqual(["acme"]);
    expect(index.size).toBe(1);
  });

  test("an account that was removed is found by nothing", () => {
    const index = indexOf([account("acme", ["acme.com"])]);
    index.remove("acme");
    expect(index.withDomain("acme.com")).toEqual([]);
    expect(index.account("acme")).toBeNull();
    expect(near(index, "Acme")).toEqual([]);
    expect(index.size).toBe(0);
  });

  test.each([
    ["its name with slips", "Northwind Tradrs"],
    ["its words in another order", "Traders Northwind"],
    ["one telling word", "northwind gruppe"],
    ["an alias", "NWT Holding"],
    ["its initials", "NT"],
    ["the name of its domain", "northwind-traders"],
  ])("finds an account by %s", (_, company) => {
    const northwind = account("n", ["northwindtraders.com"], {
      name: "Northwind Traders",
      aliases: [{ text: "NWT", kind: "alias" }],
    });
    const index = indexOf([account("other", ["contoso.com"], { name: "Contoso" }), northwind]);
    expect(near(index, company)[0]).toBe("n");
  });

  test("load replaces what was there; upsertContact adds", () => {
    const index = indexOf([account("acme", ["acme.com"])], [{ email: "ada@acme.com" }]);
    index.load([], []);
    expect(index.withDomain("acme.com")).toEqual([]);
    expect(index.contact("ada@acme.com")).toBeNull();
    index.upsertContact({ email: "Ada@acme.com", ownerRepId: "anna" });
    expect(index.contact("ada@acme.com")?.ownerRepId).toBe("anna");
  });

  test("an index of nothing answers everything with nothing", () => {
    const index = createAccountIndex();
    expect(index.withDomain("acme.com")).toEqual([]);
    expect(near(index, "Acme")).toEqual([]);
    expect(index.contact("ada@acme.com")).toBeNull();
  });
});
