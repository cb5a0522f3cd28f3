import { describe, expect, test } from "vitest";
import type { Account, Contact } from "../../../server/core/match/account.ts";
import { createAccountIndex } from "../../../server/state/account-index.ts";

function account(id: string, domains: readonly string[], ownerRepId?: string): Account {
  return { id, name: id.toUpperCase(), domains, facts: {}, ...(ownerRepId === undefined ? {} : { ownerRepId }) };
}

const ask = (email: string) => ({
  email,
  emailDomain: email.slice(email.indexOf("@") + 1),
  freeMail: email.endsWith("@gmail.com"),
});

describe("the account index", () => {
  test("finds an account by each of its domains, and no other", () => {
    const index = createAccountIndex();
    const acme = account("acme", ["acme.com", "acme.de"]);
    index.load([acme, account("other", ["other.com"])], []);
    expect(index.candidates(ask("ada@acme.com")).byDomain).toBe(acme);
    expect(index.candidates(ask("ada@acme.de")).byDomain).toBe(acme);
    expect(index.candidates(ask("ada@notacme.com"))).toEqual({ byDomain: null, contact: null, contactAccount: null });
    expect(index.size).toBe(2);
  });

  test("a domain written with www, a sub-domain or capitals is the registered one", () => {
    const index = createAccountIndex();
    index.load([account("acme", ["WWW.Acme.co.uk"])], []);
    expect(index.candidates(ask("ada@acme.co.uk")).byDomain?.id).toBe("acme");
  });

  test("a domain of another script is found by what a browser sends for it", () => {
    const index = createAccountIndex();
    index.load([account("acme", ["münchen.de"])], [{ email: "Ada@Bücher.de" }]);
    expect(index.candidates(ask("ada@xn--mnchen-3ya.de")).byDomain?.id).toBe("acme");
    expect(index.candidates(ask("ada@xn--bcher-kva.de")).contact).not.toBeNull();
  });

  test("a free-mail domain belongs to nobody, even when an account lists it", () => {
    const index = createAccountIndex();
    index.load([account("cheeky", ["gmail.com"])], []);
    expect(index.candidates(ask("ada@gmail.com")).byDomain).toBeNull();
    expect(index.candidates({ email: "ada@gmail.com", emailDomain: "gmail.com", freeMail: false }).byDomain).toBeNull();
  });

  test("a contact is found by e-mail in any case, with the account that it belongs to", () => {
    const index = createAccountIndex();
    const contact: Contact = { email: "Ada@Gmail.com", accountId: "acme", ownerRepId: "anna" };
    index.load([account("acme", ["acme.com"])], [contact]);
    const found = index.candidates(ask("ada@gmail.com"));
    expect(found.contact).toBe(contact);
    expect(found.contactAccount?.id).toBe("acme");
    expect(found.byDomain).toBeNull();
  });

  test("replacing an account gives up the domains that it lost", () => {
    const index = createAccountIndex();
    index.load([account("acme", ["acme.com", "old.com"])], []);
    index.upsert(account("acme", ["acme.com", "new.com"], "anna"));
    expect(index.candidates(ask("a@old.com")).byDomain).toBeNull();
    expect(index.candidates(ask("a@new.com")).byDomain?.ownerRepId).toBe("anna");
    expect(index.candidates(ask("a@acme.com")).byDomain?.ownerRepId).toBe("anna");
    expect(index.size).toBe(1);
  });

  test("of two accounts with one domain the one with an owner is taken, whatever the order, and the other when it goes", () => {
    const lone = account("a", ["acme.com"]);
    const owned = account("b", ["acme.com"], "anna");
    for (const order of [
      [lone, owned],
      [owned, lone],
    ]) {
      const index = createAccountIndex();
      index.load(order, []);
      expect(index.candidates(ask("x@acme.com")).byDomain).toBe(owned);
      index.upsert(account("b", ["elsewhere.com"], "anna"));
      expect(index.candidates(ask("x@acme.com")).byDomain).toBe(lone);
    }
  });

  test("load replaces what was there; upsertContact adds", () => {
    const index = createAccountIndex();
    index.load([account("acme", ["acme.com"])], [{ email: "ada@acme.com" }]);
    index.load([], []);
    expect(index.candidates(ask("ada@acme.com"))).toEqual({ byDomain: null, contact: null, contactAccount: null });
    index.upsertContact({ email: "Ada@acme.com", ownerRepId: "anna" });
    expect(index.candidates(ask("ada@acme.com")).contact?.ownerRepId).toBe("anna");
  });
});
