import { describe, expect, test } from "vitest";
import { readCompanyName } from "../../../../server/core/match/company-name.ts";
import { leadOfRow } from "../../../../server/core/match/labelled-lead.ts";
import { landsOfForm, landsOfScript } from "../../../../server/core/match/lands.ts";
import { weighAll } from "../../../../server/core/match/match-lead.ts";
import { nameForms } from "../../../../server/core/match/name-forms.ts";
import { sectorOf } from "../../../../server/core/match/sector-of.ts";
import { readSite } from "../../../../server/core/match/site.ts";
import { spellLabel } from "../../../../server/core/match/spell-label.ts";
import { madeAccounts } from "../../../bench/made-accounts.ts";
import { indexOf } from "../../../support/index-of.ts";

describe("a domain spelt by words", () => {
  test.each([
    { label: "hmisd", words: "harrow mills independent school district", share: 1, whole: 0 },
    { label: "fabrikamhomes", words: "fabrikam homes", share: 1, whole: 1 },
    { label: "nwtraders", words: "northwind traders", share: 8 / 9, whole: 7 / 9 },
    { label: "contoso", words: "fabrikam homes", share: 0, whole: 0 },
  ])("$label by $words", ({ label, words, share, whole }) => {
    const found = spellLabel(label, words.split(" "));
    expect(found.share).toBeCloseTo(share);
    expect(found.whole).toBeCloseTo(whole);
  });

  test("uses a word once, and in order", () => {
    expect(spellLabel("acac", ["ac"]).share).toBe(0.5);
    expect(spellLabel("bakeryblue", ["blue", "bakery"]).share).toBe(0.6);
  });
});

describe("what kind of organisation a name says it is", () => {
  test.each([
    ["Universidad de Northwind", "northwind.example", "school"],
    ["Landkreis Fabrikam", "fabrikam.example", "public"],
    ["Northwind", "northwind.ac.uk", "school"],
    ["Northwind Software", "northwind.example", "tech"],
    ["Northwind GmbH", "northwind.example", "firm"],
    ["Northwind", "northwind.example", "open"],
  ])("%s under %s", (name, domain, sector) => {
    expect(sectorOf(readCompanyName(name), readSite(domain))).toBe(sector);
  });
});

describe("where a name is from", () => {
  test.each([
    ["Ромашка", "RU", true],
    ["Їжачок", "UA", true],
    ["Їжачок", "RU", false],
    ["ひまわり", "JP", true],
    ["Søndergaard", "DK", true],
  ])("the letters of %s are those of %s: %s", (name, country, is) => {
    expect(landsOfScript(name)?.has(country)).toBe(is);
  });

  test("letters and legal forms of many countries say nothing", () => {
    expect(landsOfScript("Northwind Traders")).toBeUndefined();
    expect(landsOfForm(readCompanyName("Northwind Ltd"))).toBeUndefined();
    expect(landsOfForm(readCompanyName("Northwind sp. z o.o."))?.has("PL")).toBe(true);
  });
});

describe("a name read", () => {
  test("in two scripts has what stands in each as a part", () => {
    expect(nameForms("北風銀行 Northwind Traders").map(({ letters }) => letters)).toContain("northwindtraders");
  });

  test("has two words that are one in English as one", () => {
    expect(readCompanyName("Đại học Northwind").canonical.filter((word) => word !== "")).toEqual(["university", "northwind"]);
  });
});

test("an account whose domain the typed words spell has more to say for it than one of the same words elsewhere", () => {
  const index = indexOf([
    { id: "near", name: "Northwind Falls Schools", domains: ["nfisd.example"], facts: {} },
    { id: "far", name: "Northwind Falls Bakery", domains: ["bread.example"], facts: {} },
    ...madeAccounts(1_000),
  ]);
  const { weighed } = weighAll(leadOfRow({ company: "Northwind Falls Independent School District" }), index);
  const [near, far] = ["near", "far"].map((id) => weighed.find(({ account }) => account.id === id));
  expect(near?.codes).toContain("spells.all.letters.part");
  expect(near?.sum).toBeGreaterThan((far?.sum ?? Number.NaN) + 1);
});
