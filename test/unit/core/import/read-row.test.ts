import { describe, expect, test } from "vitest";
import { readBatchRow } from "../../../../server/core/import/batch-row.ts";
import { readHeader } from "../../../../server/core/import/columns.ts";
import { createOwnerFinder, withOwner } from "../../../../server/core/import/owner.ts";
import { asAccountPatches, type ImportKind, mergeAccount, mergeContact } from "../../../../server/core/import/patch.ts";
import { readRow } from "../../../../server/core/import/read-row.ts";
import { readDate, readDomain } from "../../../../server/core/import/read-value.ts";
import type { RowRead } from "../../../../server/core/import/row.ts";
import { someRep } from "../../../support/some-setup.ts";

/** A one-row table of headings and cells, both between bars. */
function read(kind: ImportKind, headings: string, cells: string): RowRead {
  const { columns, problems } = readHeader(kind, headings.split(" / "));
  expect(problems).toEqual([]);
  return readRow(kind, columns, cells.split(" / "));
}

const accountOf = (row: RowRead) => {
  if (!("patch" in row)) throw new TypeError(JSON.stringify(row));
  return asAccountPatches([row]).map((patch) => mergeAccount(null, patch))[0];
};

describe("accounts", () => {
  test("headings of several programs and languages mean the same", () => {
    const wanted = {
      id: "1",
      name: "Acme GmbH",
      domains: ["acme.de"],
      country: "DE",
      companySize: 51,
      ownerRepId: "anna",
      facts: {},
    };
    for (const headings of [
      "id / name / domain / country / employees / owner",
      "Account ID / Account Name / Company Domain Name / Billing Country / Number of Employees / Account Owner",
      "Record ID / Company name / Domain / Country/Region / Company Size / Company owner",
      "Kundennummer / Firma / Domain / Land / Mitarbeiterzahl / Betreuer",
    ]) {
      expect(
        accountOf(read("accounts", headings, "1 / Acme GmbH / https://www.Acme.de/impressum / Deutschland / 51-100 / anna")),
      ).toEqual(wanted);
    }
  });

  test("columns that nobody knows are facts, and what cannot be read becomes one", () => {
    const row = read("accounts", "id / name / Tier / employees / domain / phone", "1 / Acme / gold / many / acme / call me");
    expect(accountOf(row)?.facts).toEqual({
      Tier: "gold",
      "employees (as given)": "many",
      "domain (as given)": "acme",
      "phone (as given)": "call me",
    });
    expect("warnings" in row && row.warnings.map(({ column }) => column)).toEqual(["employees", "domain", "phone"]);
  });

  test("several domains, old names, a stage, dates and numbers of its country", () => {
    const row = read(
      "accounts",
      "id / name / phone / domain / alt_domains / former name / type / last activity / open opportunity / country / website",
      "1 / Acme / 030 901820 / acme.com / acme.de|@acme.at, www.acme.ch / Old Acme / Customer - Direct / 2026-05-01 / yes / DE / acme.com/shop",
    );
    expect(accountOf(row)).toEqual({
      id: "1",
      name: "Acme",
      domains: ["acme.com", "acme.de", "acme.at", "acme.ch"],
      phones: ["+4930901820"],
      websites: ["https://acme.com/shop"],
      stage: "customer",
      lastActivityAt: Date.UTC(2026, 4, 1),
      openOpportunity: true,
      country: "DE",
      facts: {},
    });
    expect("patch" in row && row.patch).toMatchObject({ aliases: [{ text: "Old Acme", kind: "former_name" }] });
  });

  test("without an id the domain is the key", () => {
    const row = read("accounts", "company / website", "Acme / https://acme.com");
    expect("key" in row && row.key).toBe("acme.com");
  });

  test.each([
    ["id / name", "1", "it has 1 cells, the header has 2"],
    ["id / name", "1 / Acme / more", "it has 3 cells, the header has 2"],
    ["id / name", " / Acme", "is empty"],
    ["id / name", "1 / n/a", "is empty"],
    ["id / name / parent id", "1 / Acme / 1", "is the account itself"],
    ["id / name", `${"x".repeat(201)} / Acme`, "is longer than 200 characters"],
  ])("%s: %s is refused", (headings, cells, reason) => {
    const row = read("accounts", headings, cells);
    expect("problem" in row && row.problem.reason).toBe(reason);
  });

  test.each([
    [["name", "country"], "there is no column id, nor a domain that could stand for it"],
    [["id", "domain"], "there is no column name among id, domain"],
    [["id", "name", "id"], "two columns are headed id"],
    [["id", "", "name"], "column 2 has no heading"],
  ])("a header of %j is refused", (cells, problem) => {
    expect(readHeader("accounts", cells).problems).toContain(problem);
  });

  test("a file that lacks a column keeps what was known, an empty cell empties it", () => {
    const before = {
      id: "1",
      name: "Acme",
      domains: ["acme.com"],
      industry: "Steel",
      companySize: 5,
      facts: { tier: "1", size: "x" },
    };
    const row = read("accounts", "id / name / industry / tier", "1 / Acme Inc /  / ");
    const [patch] = "patch" in row ? asAccountPatches([row]) : [];
    expect(patch && mergeAccount(before, patch)).toEqual({
      id: "1",
      name: "Acme Inc",
      domains: ["acme.com"],
      companySize: 5,
      facts: { size: "x" },
    });
  });
});

test("a contact by its address, in lower case, with what else is known as facts", () => {
  const row = read("contacts", "E-Mail / First Name / Last Name / Account ID / Title", "Ada@Acme.com / Ada / Lovelace / 1 / CEO");
  const wanted = { email: "ada@acme.com", name: "Ada Lovelace", accountId: "1", facts: { Title: "CEO" } };
  expect("patch" in row && "email" in row.patch && mergeContact(null, row.patch)).toEqual(wanted);
  const bad = read("contacts", "email / name", "ada at acme / Ada");
  expect(bad).toEqual({ problem: { column: "email", reason: "is no e-mail address" } });
});

test("facts of a contact can be emptied", () => {
  const patch = { email: "a@b.org", fields: {}, facts: { Title: null } };
  expect(mergeContact({ email: "a@b.org", name: "Ada", facts: { Title: "CEO" } }, patch)).toEqual({
    email: "a@b.org",
    name: "Ada",
  });
});

test("an alias with the kinds of other programs", () => {
  const row = read("aliases", "account_id / alias / kind / source", "1 / Old Acme / former / crm");
  expect("patch" in row && row.patch).toEqual({ accountId: "1", text: "Old Acme", kind: "former_name" });
  expect(read("aliases", "account_id / alias", "1 / n/a")).toEqual({ empty: { column: "alias", reason: "is empty" } });
  expect(readHeader("aliases", ["account_id", "alias", "author", "source"]).warnings).toEqual(["the column source is not used"]);
});

test("a batch says the same as a table", () => {
  const batch = readBatchRow("accounts", {
    id: "1",
    name: "Acme",
    domains: ["acme.com", "acme.de"],
    employees: 60,
    openOpportunity: false,
    owner: null,
    facts: { tier: "1", old: null },
  });
  const table = read(
    "accounts",
    "id / name / domain / alt domains / employees / open opportunity / owner / tier / old",
    "1 / Acme / acme.com / acme.de / 60 / no /  / 1 / ",
  );
  expect(accountOf(batch)).toEqual(accountOf(table));
});

describe("owners", () => {
  const find = createOwnerFinder([someRep("anna"), { ...someRep("ben"), active: false }]);
  const owned = (ownerRepId: string) => withOwner({ id: "1", fields: { ownerRepId }, facts: {}, aliases: [] }, find);
  test("an id or an e-mail in any case is the rep", () => {
    for (const text of ["anna", "ANNA", "Anna@Example.com"])
      expect(owned(text).patch).toMatchObject({ fields: { ownerRepId: "anna" } });
  });
  test("one who is unknown or inactive is kept, and said", () => {
    expect(owned("gone@acme.example")).toMatchObject({
      patch: { fields: { ownerRepId: "gone@acme.example" } },
      warning: { reason: expect.stringContaining("none of the reps") },
    });
    expect(owned("ben")).toMatchObject({
      patch: { fields: { ownerRepId: "ben" } },
      warning: { reason: expect.stringContaining("inactive") },
    });
  });
});

test.each([
  ["https://www.Acme.com/de?x=1", "acme.com"],
  ["@acme.com", "acme.com"],
  ["acme.com.", "acme.com"],
  ["http://user:pw@acme.com:8080/", "acme.com"],
  ["münchen.de", "xn--mnchen-3ya.de"],
  ["www.acme.co.uk", "acme.co.uk"],
  ["acme", null],
  ["acme .com", null],
  ["-acme.com", null],
  ["192.168.1.1", null],
])("the domain of %s is %s", (text, domain) => {
  expect(readDomain(text)).toBe(domain);
});

test.each([
  ["2026-05-01", Date.UTC(2026, 4, 1)],
  ["2026-05-01T10:00:00+02:00", Date.UTC(2026, 4, 1, 8)],
  ["2026-05-01 10:00", Date.UTC(2026, 4, 1, 10)],
  ["2026-05-01 10:00:00.000 UTC", Date.UTC(2026, 4, 1, 10)],
  ["31.12.2025", Date.UTC(2025, 11, 31)],
  ["2026-02-30", null],
  ["5/1/2026", null],
  ["yesterday", null],
])("the date %s is %s", (text, at) => {
  expect(readDate(text)).toBe(at);
});
