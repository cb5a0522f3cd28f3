import { existsSync, readdirSync, readFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type CommandLine, openCommandLine } from "../../support/command-line.ts";
import { goodSetup, smallestSetup } from "../../support/setup-text.ts";
import { smallSetup } from "../../support/test-world.ts";

const demoSetup = readFileSync("docs/examples/demo-setup.yaml", "utf8");

let cli: CommandLine;
beforeEach(() => {
  cli = openCommandLine();
});
afterEach(() => cli.remove());

describe("apply", () => {
  test("makes a setup live, and the same file again changes nothing", async () => {
    const file = cli.write("setup.yaml", smallSetup);
    const first = await cli.run(["apply", file, "--note", "begin", "--author", "ada"]);
    expect(first.status).toBe(0);
    expect(first.out).toMatch(/^Live: version sv_[\w-]{22} \([0-9a-f]{12}\)\.$/);
    const second = await cli.run(["apply", file]);
    expect(second).toEqual({ ...first, out: first.out.replace("Live", "Already live") });
  });

  test("tells every problem with file, line and path, and changes nothing at all", async () => {
    const good = cli.write("good.yaml", smallSetup);
    await cli.run(["apply", good]);
    const before = await cli.run(["export"]);
    const bad = smallSetup
      .replace("members: [anna, ben]", "members: [anna, bob]")
      .replace("durationMinutes: 60", "durationMinutes: -1");
    const file = cli.write("bad.yaml", bad);
    const { status, out, err } = await cli.run(["apply", file]);
    expect([status, out]).toEqual([1, ""]);
    const lineOf = (text: string) => bad.split("\n").findIndex((line) => line.includes(text)) + 1;
    expect(err).toContain(`${file}:${lineOf("durationMinutes")}: meetingTypes[0].durationMinutes: `);
    expect(err).toMatch(/\d problems?; nothing was changed\.$/);
    const unknownRep = cli.write("unknown.yaml", smallSetup.replace("members: [anna, ben]", "members: [anna, bob]"));
    const second = await cli.run(["apply", unknownRep]);
    expect(second.err).toContain(`${unknownRep}:${lineOf("bob")}: pools[0].members[1]`);
    expect(second.err).toContain("1 problem; nothing was changed.");
    expect(await cli.run(["export"])).toEqual(before);
  });

  test("a file that is no YAML is told with its line", async () => {
    const file = cli.write("broken.yaml", "company:\n  name: [unclosed\nreps: []\n");
    const { status, err } = await cli.run(["apply", file]);
    expect(status).toBe(1);
    expect(err).toMatch(new RegExp(`^${file}:[23]: `));
    expect(err).not.toContain("    at ");
  });

  test("--check says whether a file is valid without a database or an environment, and makes neither", async () => {
    const file = cli.write("setup.yaml", demoSetup);
    expect(await cli.run(["apply", file, "--check"], { env: { HANDRAISE_PORT: "many" } })).toEqual({
      status: 0,
      out: `${file} is valid: 8 reps, 2 pools, 4 rules.`,
      err: "",
    });
    expect(readdirSync(cli.folder)).toEqual(["setup.yaml"]);
    const bad = await cli.run(["apply", cli.write("bad.yaml", "company: {}"), "--check"]);
    expect(bad.status).toBe(1);
    expect(bad.err).toContain("bad.yaml:1: company.name: is missing");
  });

  test("a warning is told and keeps nothing from going live", async () => {
    const { status, out, err } = await cli.run(["apply", cli.write("setup.yaml", smallestSetup)]);
    expect([status, out.startsWith("Live")]).toEqual([0, true]);
    expect(err).toMatch(/setup\.yaml:\d+: warning: /);
  });

  test("takes the file from standard input, and JSON like YAML", async () => {
    const first = await cli.run(["apply", "-"], { input: smallSetup });
    const json = await cli.run(["export", "--json"]);
    expect(await cli.run(["apply", "-"], { input: json.out })).toMatchObject({ out: first.out.replace("Live", "Already live") });
  });

  test("a missing file is one line, not a stack", async () => {
    const { status, err } = await cli.run(["apply", cli.path("nowhere.yaml")]);
    expect([status, err]).toEqual([1, `ENOENT: no such file or directory, open '${cli.path("nowhere.yaml")}'`]);
  });
});

describe("export", () => {
  test.each([
    ["the demo's company", demoSetup],
    ["a setup that uses everything", goodSetup],
    ["the smallest setup", smallestSetup],
    ["a pool that somebody joined later", null],
  ])("what is printed is what is live: %s", async (_, text) => {
    await cli.run(["apply", "-"], { input: text ?? smallSetup });
    // A member who comes to a live pool is stamped with the moment: the stamp has to come back, too.
    if (text === null) await cli.run(["apply", "-"], { input: smallSetup.replace("[anna, ben]", "[anna, ben, olga]") });
    const yaml = await cli.run(["export"]);
    const json = await cli.run(["export", "--json"]);
    expect((await cli.run(["apply", "-"], { input: yaml.out })).out).toMatch(/^Already live/);
    expect((await cli.run(["apply", "-"], { input: json.out })).out).toMatch(/^Already live/);
    expect(JSON.parse(json.out)).toHaveProperty("company.name");
    expect((await cli.run(["export", "--yaml"])).out).toBe(yaml.out);
  });

  test("goes to another database as the same setup", async () => {
    const here = await cli.run(["apply", "-"], { input: demoSetup });
    const yaml = await cli.run(["export"]);
    const there = await cli.run(["apply", "-"], {
      input: yaml.out,
      env: { HANDRAISE_DATABASE_URL: `file:${cli.path("other.db")}` },
    });
    const hash = (text: string) => /\(([0-9a-f]{12})\)/.exec(text)?.[1];
    expect(hash(there.out)).toBe(hash(here.out));
  });

  test("before a setup was applied it says what to do", async () => {
    await cli.run(["apply", "-"], { input: smallSetup, env: { HANDRAISE_DATABASE_URL: `file:${cli.path("other.db")}` } });
    const empty = await cli.run(["doctor", "--json"], { env: { HANDRAISE_DATABASE_URL: `file:${cli.path("other.db")}` } });
    expect(JSON.parse(empty.out)).toContainEqual(expect.objectContaining({ check: "setup", ok: true }));
    const { status, err } = await cli.run(["export"]);
    expect(status).toBe(1);
    expect(err).toContain(`There is no database at ${cli.path("data/handraise.db")}`);
    expect(existsSync(cli.path("data"))).toBe(false);
  });
});
