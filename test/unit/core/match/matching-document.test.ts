import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { leadOfRow } from "../../../../server/core/match/labelled-lead.ts";
import { matchLead } from "../../../../server/core/match/match-lead.ts";
import { defaultMatchOptions } from "../../../../server/core/match/match-options.ts";
import { matchWeights } from "../../../../server/core/match/match-weights.ts";
import { indexOf } from "../../../support/index-of.ts";
import { weightsDocument } from "../../../support/weights-document.ts";

const page = readFileSync("docs/reference/matching.md", "utf8");

describe("the reference of matching", () => {
  test("has every weight as the code has it, and no other", () => {
    expect(readFileSync("docs/reference/matching-weights.md", "utf8")).toBe(weightsDocument(matchWeights));
  });

  test("tells every family of codes", () => {
    const families = new Set([...matchWeights.keys()].map((code) => code.split(".", 1)[0] ?? ""));
    for (const family of families) expect(page, family).toMatch(new RegExp(`\`(?:typed|…)?${family}[.\`]`));
  });

  test("tells every relation of names", () => {
    const relations = [...matchWeights.keys()].flatMap((code) => /^name\.([a-z_]+)$/.exec(code)?.[1] ?? []);
    expect(relations.filter((relation) => !page.includes(`\`${relation}\``))).toEqual([]);
  });

  test("tells the thresholds", () => {
    const { routeAt, suggestAt } = defaultMatchOptions;
    expect(page).toContain(`from ${routeAt} **route** by it, from ${suggestAt} **suggest** it`);
  });

  test("tells every code of the evidence of a match", () => {
    const index = indexOf([
      { id: "n", name: "Northwind Traders GmbH", domains: ["northwind.de", "nwt.com"], country: "DE", facts: {} },
      { id: "f", name: "Fabrikam Residences", domains: ["fabrikam.com"], facts: {} },
    ]);
    const asked = [
      { email: "a@northwind.de" },
      { email: "a@nwt.com" },
      { website: "https://fabrikam.com" },
      { email: "a@northwind.fr", company: "Northwind" },
      { company: "NT", country: "DE" },
      { company: "Nortwind Tradrs", country: "FR" },
      { company: "fabrikam", email: "a@gmail.com" },
      { company: "Northwind Logistics Group", email: "a@elsewhere.com" },
    ];
    for (const row of asked)
      for (const { evidence } of matchLead(leadOfRow(row), index).candidates)
        for (const { code } of evidence) expect(page).toContain(`\`${code}\``);
  });
});
