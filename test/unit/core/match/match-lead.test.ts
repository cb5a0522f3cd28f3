import { describe, expect, test } from "vitest";
import type { Lead } from "../../../../server/core/lead/lead.ts";
import { type Account, type Contact, noMatch } from "../../../../server/core/match/account.ts";
import { leadOfRow } from "../../../../server/core/match/labelled-lead.ts";
import { matchLead } from "../../../../server/core/match/match-lead.ts";
import { defaultMatchOptions } from "../../../../server/core/match/match-options.ts";
import { indexOf } from "../../../support/index-of.ts";

const acme: Account = { id: "acme", name: "Acme", domains: ["acme.com"], ownerRepId: "anna", facts: {} };
const globex: Account = { id: "globex", name: "Globex", domains: ["globex.com"], ownerRepId: "ben", facts: {} };

const lead = (email: string, more: Partial<Lead> = {}): Lead => ({ ...leadOfRow({ email }), ...more });
const codesOf = ({ evidence }: { readonly evidence: readonly { readonly code: string }[] }) => evidence.map((one) => one.code);

describe("matching a lead", () => {
  test("by domain: the account, its owner and the evidence", () => {
    const match = matchLead(lead("ada@acme.com"), indexOf([acme, globex]));
    expect(match).toMatchObject({ decision: "route", account: acme, contact: null, ownerRepId: "anna" });
    expect(match.evidence[0]).toMatchObject({ code: "email_domain", detail: "acme.com is a domain of Acme" });
  });

  test("a known contact wins over the domain, with the account that it belongs to and its own owner", () => {
    const contact: Contact = { email: "ada@acme.com", accountId: "globex", ownerRepId: "clara" };
    const match = matchLead(lead("ada@acme.com"), indexOf([acme, globex], [contact]));
    expect(match).toMatchObject({ account: globex, contact, ownerRepId: "clara" });
    expect(codesOf(match)).toEqual(["contact_email"]);
  });

  test("a contact without an account or owner leaves both to the domain", () => {
    const contact: Contact = { email: "ada@acme.com" };
    const match = matchLead(lead("ada@acme.com"), indexOf([acme], [contact]));
    expect(match).toMatchObject({ account: acme, contact, ownerRepId: "anna" });
    expect(codesOf(match).slice(0, 2)).toEqual(["contact_email", "email_domain"]);
  });

  test("a contact without an owner has the owner of its account", () => {
    const contact: Contact = { email: "ada@gmail.com", accountId: "globex" };
    const match = matchLead(lead("ada@gmail.com"), indexOf([acme, globex], [contact]));
    expect(match).toMatchObject({ account: globex, ownerRepId: "ben" });
  });

  test.each(["freeMail", "disposableMail"] as const)("%s never matches by domain", (flag) => {
    expect(matchLead(lead("ada@acme.com", { [flag]: true }), indexOf([acme]))).toEqual(noMatch);
  });

  test("the evidence never carries the e-mail itself", () => {
    const contact: Contact = { email: "ada@acme.com", accountId: "globex" };
    const match = matchLead(lead("ada@acme.com", { company: "Acme" }), indexOf([acme, globex], [contact]));
    expect(JSON.stringify(match.evidence)).not.toContain("ada@");
  });

  test("contributions of an account's evidence make its score", () => {
    const [best, ...others] = matchLead(leadOfRow({ company: "Globexx Ltd" }), indexOf([acme, globex])).candidates;
    const sum = (best?.evidence ?? []).reduce((total, { contribution = 0 }) => total + contribution, 0);
    const masses = others.map(({ evidence }) =>
      Math.exp(evidence.reduce((total, { contribution = 0 }) => total + contribution, 0)),
    );
    const all = masses.reduce((total, mass) => total + mass, 1 + Math.exp(sum));
    expect(best?.score).toBeCloseTo(Math.exp(sum) / all, 1);
    for (const { contribution = 0, parts = [] } of best?.evidence ?? [])
      expect(contribution).toBeCloseTo(
        parts.reduce((total, [, weight]) => total + weight, 0),
        1,
      );
  });
});

describe("a person's word", () => {
  const index = (kind: "is" | "is_not" | "domain_is" | "domain_is_not", text: string) =>
    indexOf([{ ...acme, aliases: [{ text, kind }] }, globex]);

  test("that a company is an account is kept, whatever the names say", () => {
    const match = matchLead(leadOfRow({ company: "Blue Whale Shipping" }), index("is", "blue whale shipping"));
    expect(match).toMatchObject({ decision: "route", account: { id: "acme" } });
    expect(codesOf(match)[0]).toBe("person_is");
  });

  test("that a company never is an account is kept, even when it has its name", () => {
    expect(matchLead(leadOfRow({ company: "Acme" }), index("is_not", "acme"))).toMatchObject({ decision: "none", account: null });
  });

  test("that a domain is an account's is kept", () => {
    const match = matchLead(lead("ada@whale.example"), index("domain_is", "whale.example"));
    expect(match).toMatchObject({ decision: "route", account: { id: "acme" } });
  });

  test("that a domain never is an account's is kept, even when the account lists it", () => {
    expect(matchLead(lead("ada@acme.com"), index("domain_is_not", "acme.com"))).toMatchObject({
      decision: "none",
      account: null,
    });
  });
});

describe("accounts that the evidence does not tell apart", () => {
  const twin = (id: string, more: Partial<Account>): Account => ({
    id,
    name: `Twin ${id}`,
    domains: ["twin.com"],
    facts: {},
    ...more,
  });

  test.each([
    ["an open opportunity", { openOpportunity: true }],
    ["being a customer", { stage: "customer" }],
    ["an owner", { ownerRepId: "anna" }],
    ["the latest activity", { lastActivityAt: 2 }],
    ["the most contacts", { contactCount: 9 }],
  ] as const)("%s decides, whatever the order", (_, more) => {
    const [a, b] = [twin("a", {}), twin("b", more)];
    for (const order of [
      [a, b],
      [b, a],
    ]) {
      expect(matchLead(lead("x@twin.com"), indexOf(order)).account?.id).toBe("b");
    }
  });

  test("the setup chooses the order of tie-breakers", () => {
    const index = indexOf([twin("a", { contactCount: 9 }), twin("b", { stage: "customer" })]);
    const ask = (tieBreakers: typeof defaultMatchOptions.tieBreakers) =>
      matchLead(lead("x@twin.com"), index, { ...defaultMatchOptions, tieBreakers }).account?.id;
    expect(ask(["customer"])).toBe("b");
    expect(ask(["most_contacts", "customer"])).toBe("a");
  });

  test("an owner who is away counts as none", () => {
    const index = indexOf([twin("a", { ownerRepId: "anna" }), twin("b", { ownerRepId: "ben" })]);
    const options = { ...defaultMatchOptions, isActive: (repId: string) => repId === "ben" };
    expect(matchLead(lead("x@twin.com"), index, options).account?.id).toBe("b");
  });
});

describe("roll-up", () => {
  const top: Account = { id: "top", name: "Initech Holding", domains: ["initech.com"], ownerRepId: "ben", facts: {} };
  const middle: Account = {
    id: "middle",
    name: "Initech Europe",
    domains: ["initech.eu"],
    parentId: "top",
    ownerRepId: "anna",
    facts: {},
  };
  const child: Account = { id: "child", name: "Initech Wien", domains: ["initech.at"], parentId: "middle", facts: {} };
  const index = indexOf([top, middle, child]);
  const ask = (rollUp: "own" | "owner" | "ultimate") =>
    matchLead(lead("x@initech.at"), index, { ...defaultMatchOptions, rollUp });

  test.each([
    ["own", "child", null],
    ["owner", "middle", "anna"],
    ["ultimate", "top", "ben"],
  ] as const)("%s is %s", (rollUp, id, ownerRepId) => {
    expect(ask(rollUp)).toMatchObject({ account: { id }, ownerRepId, ultimateParentId: "top" });
  });

  test("parents that go in a circle end", () => {
    const circle = indexOf([
      { ...top, parentId: "child" },
      { ...child, parentId: "top" },
    ]);
    expect(matchLead(lead("x@initech.at"), circle, { ...defaultMatchOptions, rollUp: "ultimate" }).account?.id).toBe("top");
  });
});
