import { expect, test } from "vitest";
import type { Territory } from "../../../../server/core/route/territory.ts";
import { csvOfTerritories, territoriesOfCsv } from "../../../../server/core/route/territory-csv.ts";

const territories: readonly Territory[] = [
  { id: "named", name: "Named, and dear", repId: "ann", areas: [{ accounts: ["acme.com", "Globex"] }] },
  {
    id: "west",
    name: "west",
    poolId: "sales",
    areas: [
      { countries: ["US"], states: ["CA", "OR"], sizeFrom: 50, sizeTo: 199 },
      { countries: ["DE"], postalCodes: ["40000-53999", "8"], industries: ["Software"] },
    ],
  },
];

test("what is exported is imported as the same", () => {
  const csv = csvOfTerritories(territories);
  expect(csv.split("\n")[0]).toBe("territory,name,rep,pool,countries,states,postal_codes,industries,size_from,size_to,accounts");
  expect(territoriesOfCsv(csv)).toMatchObject({ territories, problems: [] });
});

test("a file as people keep it: other names of columns, semicolons between them, rows of one territory apart", () => {
  const csv = "\uFEFFTerritory;Owner;Country;PLZ;Employees from\nsouth;ann;DE;80000-87999;50\nnorth;bo;DE;2;\nsouth;;AT|CH;;\n";
  const read = territoriesOfCsv(csv);
  expect(read.problems).toEqual([]);
  expect(read.territories).toEqual([
    {
      id: "south",
      name: "south",
      repId: "ann",
      areas: [{ countries: ["DE"], postalCodes: ["80000-87999"], sizeFrom: 50 }, { countries: ["AT", "CH"] }],
    },
    { id: "north", name: "north", repId: "bo", areas: [{ countries: ["DE"], postalCodes: ["2"] }] },
  ]);
  expect(read.lines.get("territories[0].areas[1]")).toBe(4);
});

test("everything that is wrong is told by its line", () => {
  const csv = "territory,rep,size_from\nsouth,ann,many\n,bo,\nsouth,cy,1\n";
  expect(territoriesOfCsv(csv).problems).toEqual([
    { line: 2, reason: "size_from takes a number" },
    { line: 3, reason: "names no territory" },
    { line: 4, reason: "gives south another rep than line 2" },
  ]);
  expect(territoriesOfCsv("territory,colour\na,b\n").problems).toEqual([{ line: 1, reason: "there is no column colour" }]);
  expect(territoriesOfCsv("").problems).toEqual([{ line: 1, reason: "there are no columns" }]);
});
