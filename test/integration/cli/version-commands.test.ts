import { afterEach, beforeEach, expect, test } from "vitest";
import { openStore } from "../../../db/open-store.ts";
import { instant } from "../../../server/core/time.ts";
import { type CommandLine, openCommandLine } from "../../support/command-line.ts";
import { smallSetup } from "../../support/test-world.ts";

let cli: CommandLine;
beforeEach(() => {
  cli = openCommandLine();
});
afterEach(() => cli.remove());

const idIn = (text: string): string => /sv_[\w-]{22}/.exec(text)?.[0] ?? "";
const second = smallSetup.replace("We will call you.", "We call you back.");

test("a draft changes nothing until it is published, and one step brings back what was live before", async () => {
  const first = idIn((await cli.run(["apply", cli.write("a.yaml", smallSetup), "--author", "ada"])).out);
  const drafted = await cli.run(["draft", cli.write("b.yaml", second), "--author", "bo", "--note", "politer"]);
  expect(drafted.out).toMatch(/^Draft: version sv_[\w-]{22} \([0-9a-f]{12}\)\.$/);
  const draft = idIn(drafted.out);
  expect((await cli.run(["export"])).out).toContain("We will call you.");
  expect((await cli.run(["versions", draft])).out).toContain("We call you back.");

  expect((await cli.run(["publish", draft, "--author", "cy"])).out).toContain(`Live: version ${draft}`);
  expect((await cli.run(["export"])).out).toContain("We call you back.");
  expect((await cli.run(["publish", draft])).out).toContain(`Already live: version ${draft}`);

  expect((await cli.run(["rollback", "--author", "ada", "--note", "no"])).out).toContain(`Live: version ${first}`);
  expect((await cli.run(["export"])).out).toContain("We will call you.");
  const list = (await cli.run(["versions"])).out.split("\n");
  expect(list).toEqual([
    expect.stringMatching(`^past   ${draft} .*  bo  politer$`),
    expect.stringMatching(`^live   ${first} .*  ada$`),
  ]);
});

test("who drafted, published and rolled back is in a log that says when it was touched", async () => {
  await cli.run(["apply", cli.write("a.yaml", smallSetup), "--author", "ada", "--note", "begin"]);
  const draft = idIn((await cli.run(["draft", cli.write("b.yaml", second), "--author", "bo"])).out);
  await cli.run(["publish", draft, "--author", "cy"]);
  await cli.run(["rollback", "--author", "ada"]);
  const told = (await cli.run(["audit"])).out.split("\n");
  expect(told.map((line) => line.replace(/^(\d+)  [-\d]+ [:\d]+  /, "$1 ").replace(/ sv_.*$/, ""))).toEqual([
    "4 ada rolled back to",
    "3 cy published",
    "2 bo drafted",
    "1 ada published",
  ]);
  expect(await cli.run(["audit", "--verify"])).toEqual({ status: 0, out: "The audit log is whole: 4 entries.", err: "" });

  const store = await openStore(cli.env.HANDRAISE_DATABASE_URL ?? "");
  const forged = { seq: 5, at: instant(5), author: "eve", details: {}, previousHash: "x", hash: "y" };
  await store.write((repos) => repos.audit.insert({ ...forged, action: "setup_published" }));
  await store.close();
  const verified = await cli.run(["audit", "--verify"]);
  expect([verified.status, verified.err]).toEqual([
    1,
    "Entry 5 of the audit log is not to be trusted: it does not follow the entry before.",
  ]);
});

test("a version that there is not is refused in a line, and so is going back from the first", async () => {
  await cli.run(["apply", cli.write("a.yaml", smallSetup)]);
  expect((await cli.run(["publish", "sv_0000000000000000000000"])).err).toMatch(/^not_found: /);
  expect(await cli.run(["publish", "latest"])).toMatchObject({ status: 2 });
  expect((await cli.run(["rollback"])).err).toMatch(/^not_found: /);
});

test("a draft is tried on a file of leads, simulated by its version, and held back by its own guard", async () => {
  await cli.run(["apply", cli.write("a.yaml", smallSetup)]);
  const guarded = `${smallSetup.replace("value: AQ", "value: DE")}guards: { catchAllAtMost: 0.4 }\n`;
  const leads = cli.write(
    "leads.csv",
    "at,email,country\n2026-06-15T09:00:00Z,ada@acme.com,DE\n2026-06-15T10:00:00Z,bo@firm.fr,FR\n",
  );
  const tried = await cli.run(["backtest", cli.write("b.yaml", guarded), "--leads", leads, "--html", cli.path("report.html")]);
  expect(tried.status).toBe(1);
  expect(tried.out).toContain("2 leads, 1 of them treated otherwise: owner 1, outcome 1, rule 1, wait 0.");
  expect(tried.out).toContain("BROKEN: catch-all 50 %, at most 40 %");
  expect(tried.out).toContain("line-2  a•••@acme.com  (owner, outcome, rule)");
  expect(cli.read("report.html")).toContain("rule closed: lead.country is DE");

  const draft = idIn((await cli.run(["draft", cli.path("b.yaml")])).out);
  const lead = { input: "{ email: ada@acme.com, country: Germany }" };
  const simulated = JSON.parse((await cli.run(["route", "-", "--version", draft], lead)).out);
  expect(simulated.receipt).toMatchObject({ setup: { versionId: draft }, outcome: { kind: "message", text: "Not there yet." } });
  expect(JSON.parse((await cli.run(["route", "-"], lead)).out).receipt.outcome.kind).toBe("offered");
});

test("a setup file that lost the live version's guard is not applied unless it is forced, and says in a line what it loosens", async () => {
  await cli.run(["apply", cli.write("a.yaml", `${smallSetup}guards: { catchAllAtMost: 0.4 }\n`)]);
  const refused = await cli.run(["apply", cli.write("b.yaml", smallSetup)]);
  expect(refused.status).toBe(1);
  expect(refused.err).toMatch(/^guard_loosened: .*LOOSENED: catch-all: at most 40 % → no bound/m);
  expect((await cli.run(["backtest", cli.path("b.yaml"), "--leads", cli.write("none.csv", "email\n")])).status).toBe(1);
  const forced = await cli.run(["apply", cli.path("b.yaml"), "--force"]);
  expect([forced.status, forced.out]).toEqual([
    0,
    expect.stringContaining("Guard LOOSENED: catch-all: at most 40 % → no bound."),
  ]);
});
