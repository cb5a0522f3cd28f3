import { expect, test } from "vitest";
import { noMatch } from "../../../../server/core/match/account.ts";
import { namedOwners } from "../../../../server/core/route/named-owners.ts";
import { ownersOf } from "../../../../server/core/route/owners-of.ts";
import { createRepNames } from "../../../../server/core/route/rep-names.ts";
import { someRep } from "../../../support/some-setup.ts";

const repOf = createRepNames([someRep("anna"), someRep("ben")]);

test("a rep is named by id or e-mail in any case; whom nobody is stays as written", () => {
  for (const text of ["anna", "ANNA", "Anna@Example.com", " anna@example.com "]) expect(repOf(text)).toBe("anna");
  expect(repOf("gone@example.com")).toBe("gone@example.com");
});

test("owners of account, contact and parent are found by e-mail, and a match whose owners are known stays the same object", () => {
  const account = { id: "1", name: "One", domains: [], facts: {} };
  const known = { ...noMatch, account: { ...account, ownerRepId: "anna" }, ownerRepId: "anna" };
  expect(namedOwners(known, repOf)).toBe(known);
  expect(namedOwners(noMatch, repOf)).toBe(noMatch);
  const byMail = {
    ...noMatch,
    account: { ...account, ownerRepId: "ANNA@example.com" },
    contact: { email: "x@one.example", ownerRepId: "ben@example.com" },
    parent: { ...account, id: "2", ownerRepId: "gone@example.com" },
    ownerRepId: "ben@example.com",
  };
  expect(namedOwners(byMail, repOf)).toMatchObject({
    account: { ownerRepId: "anna" },
    contact: { ownerRepId: "ben" },
    parent: { ownerRepId: "gone@example.com" },
    ownerRepId: "ben",
  });
});

test("a team and an opportunity's owner may be e-mails, and one rep is asked once", () => {
  const facts = { team: "ben@example.com; ANNA; gone", opportunity_owner: "Anna@example.com" };
  const match = { ...noMatch, account: { id: "1", name: "One", domains: [], openOpportunity: true, facts } };
  expect(ownersOf(match, ["opportunity", "team"], repOf)).toEqual([
    { repId: "anna", of: "opportunity" },
    { repId: "ben", of: "team" },
    { repId: "gone", of: "team" },
  ]);
});
