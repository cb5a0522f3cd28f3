import { describe, expect, test } from "vitest";
import type { Lead } from "../../../../server/core/lead/lead.ts";
import { type Account, type Contact, noMatch } from "../../../../server/core/match/account.ts";
import { matchLead } from "../../../../server/core/match/match-lead.ts";

const acme: Account = { id: "acme", name: "Acme", domains: ["acme.com"], ownerRepId: "anna", facts: {} };
const globex: Account = { id: "globex", name: "Globex", domains: ["globex.com"], ownerRepId: "ben", facts: {} };

function lead(email: string, more: Partial<Lead> = {}): Lead {
  return {
    email,
    emailDomain: email.slice(email.indexOf("@") + 1),
    freeMail: false,
    disposableMail: false,
    utm: {},
    pageUrl: "https://acme.com/",
    timeZone: "UTC",
    locale: "en",
    answers: {},
    notes: [],
    ...more,
  };
}

describe("matching a lead", () => {
  test("by domain: the account, its owner and the evidence", () => {
    expect(matchLead(lead("ada@acme.com"), { byDomain: acme, contact: null, contactAccount: null })).toMatchObject({
      decision: "route",
      account: acme,
      contact: null,
      ownerRepId: "anna",
      evidence: [{ code: "email_domain", detail: "acme.com is a domain of Acme" }],
    });
  });

  test("a known contact wins over the domain, with the account that it belongs to and its own owner", () => {
    const contact: Contact = { email: "ada@acme.com", accountId: "globex", ownerRepId: "clara" };
    const match = matchLead(lead("ada@acme.com"), { byDomain: acme, contact, contactAccount: globex });
    expect(match).toMatchObject({ account: globex, contact, ownerRepId: "clara" });
    expect(match.evidence.map((one) => one.code)).toEqual(["contact_email"]);
  });

  test("a contact without an account or owner leaves both to the domain", () => {
    const contact: Contact = { email: "ada@acme.com" };
    const match = matchLead(lead("ada@acme.com"), { byDomain: acme, contact, contactAccount: null });
    expect(match).toMatchObject({ account: acme, contact, ownerRepId: "anna" });
    expect(match.evidence.map((one) => one.code)).toEqual(["contact_email", "email_domain"]);
  });

  test("a contact without an owner has the owner of its account", () => {
    const contact: Contact = { email: "ada@gmail.com", accountId: "globex" };
    const match = matchLead(lead("ada@gmail.com", { freeMail: true }), { byDomain: null, contact, contactAccount: globex });
    expect(match).toMatchObject({ account: globex, ownerRepId: "ben" });
  });

  test.each(["freeMail", "disposableMail"] as const)("%s never matches by domain", (flag) => {
    const match = matchLead(lead("ada@gmail.com", { [flag]: true }), { byDomain: acme, contact: null, contactAccount: null });
    expect(match).toEqual(noMatch);
  });

  test("the evidence never carries the e-mail itself", () => {
    const contact: Contact = { email: "ada@acme.com", accountId: "globex" };
    const match = matchLead(lead("ada@acme.com"), { byDomain: acme, contact, contactAccount: globex });
    expect(JSON.stringify(match.evidence)).not.toContain("ada@");
  });
});
