import { afterEach, beforeEach, expect, test } from "vitest";
import { type CommandLine, openCommandLine } from "../../support/command-line.ts";
import { smallSetup } from "../../support/test-world.ts";

let cli: CommandLine;
beforeEach(() => {
  cli = openCommandLine();
});
afterEach(() => cli.remove());

const byTerritory = smallSetup.replace(
  "  catchAll: { kind: offerPool, poolId: sales, meetingTypeId: demo }",
  "  catchAll: { kind: offerTerritory, meetingTypeId: demo, otherwise: { kind: message, text: Nowhere. } }",
);
const lead = "{ email: ada@firm.example, country: DE, postal code: 80331 }";

test("territories from a file have the next lead, and come out as they went in", async () => {
  expect(await cli.run(["apply", cli.write("setup.yaml", byTerritory)])).toMatchObject({ status: 0 });
  expect((await cli.run(["route", "-"], { input: lead })).out).toContain('"text": "Nowhere."');
  const csv = "territory,rep,pool,countries,postal_codes\nsouth,ben,,DE,8\nrest,,sales,EU,\n";
  const imported = await cli.run(["territories", "import", cli.write("t.csv", csv), "--author", "ada"]);
  expect(imported).toMatchObject({ status: 0, err: "" });
  expect(imported.out).toMatch(/^2 territories, 2 areas\. Live: version sv_/);
  const routed = JSON.parse((await cli.run(["route", "-"], { input: lead })).out);
  expect(routed.receipt).toMatchObject({ territory: { id: "south" }, outcome: { rep: { id: "ben" } } });
  expect((await cli.run(["audit"])).out).toContain("ada imported territories as sv_");
  const exported = await cli.run(["territories", "export"]);
  expect(exported.out.split("\n").slice(1)).toEqual(["south,,ben,,DE,,8,,,,", "rest,,,sales,EU,,,,,,"]);
  expect(await cli.run(["territories", "import", "-"], { input: exported.out })).toMatchObject({
    status: 0,
    out: expect.stringContaining("Already live"),
  });
});

test("a file with a fault changes nothing, and an overlap is told by its line", async () => {
  await cli.run(["apply", cli.write("setup.yaml", byTerritory)]);
  const wrong = await cli.run(["territories", "import", "-"], {
    input: "territory,rep,countries\na,nobody,DE\nb,ben,Atlantis\n",
  });
  expect(wrong.status).toBe(1);
  expect(wrong.err.split("\n")).toEqual([
    "-:2: there is no rep nobody",
    "-:3: there is no country or region Atlantis",
    "2 problems; nothing was changed.",
  ]);
  const overlapping = await cli.run(["territories", "import", "-", "--check"], {
    input: "territory,rep,countries\na,ben,EU\nb,anna,DE\n",
  });
  expect(overlapping).toMatchObject({ status: 0, out: "2 territories, 2 areas, all of them good; nothing was changed." });
  expect(overlapping.err).toBe("-:3: warning: b never has a lead from here: a (territories[0].areas[0]) has them all");
});
