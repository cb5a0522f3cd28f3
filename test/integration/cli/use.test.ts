import { mkdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { commands } from "../../../server/cli/run-cli.ts";
import { type CommandLine, openCommandLine } from "../../support/command-line.ts";
import { smallSetup } from "../../support/test-world.ts";

let cli: CommandLine;
beforeEach(() => {
  cli = openCommandLine();
});
afterEach(() => cli.remove());

describe("help", () => {
  test.each([[[]], [["help"]], [["--help"]], [["-h"]], [["help", "help"]]])(
    "%j lists every command with what it does",
    async (args) => {
      const { status, out, err } = await cli.run(args);
      expect([status, err]).toEqual([0, ""]);
      for (const { name, summary } of commands) {
        expect(out).toContain(`handraise ${name}`);
        expect(out).toContain(summary);
      }
    },
  );

  test.each(commands.map(({ name }) => name))("%s tells its use when it is asked, and does nothing", async (name) => {
    const one = await cli.run(["help", name]);
    expect(one.status).toBe(0);
    expect(one.out.startsWith(`handraise ${name}`)).toBe(true);
    expect(await cli.run([name, "--help"])).toEqual(one);
    expect(await cli.run([name, "-h"])).toEqual(one);
  });
});

describe("wrong use ends with 2 and says what is right", () => {
  test.each([
    [["aply"], "There is no command aply; did you mean apply?"],
    [["frobnicate"], "There is no command frobnicate; `handraise help` lists what there is."],
    [["help", "aply"], "There is no command aply; did you mean apply?"],
    [["apply"], "Which file?"],
    [["apply", "a.yaml", "b.yaml"], "One file is enough; there is also b.yaml."],
    [["apply", "a.yaml", "--chek"], "Unknown option '--chek'."],
    [["apply", "a.yaml", "--note"], "Option '--note <value>' argument missing."],
    [["start", "now"], "It takes no file, but there is now."],
    [["demo", "--port", "1"], "Unknown option '--port'."],
    [["export", "--xml"], "Unknown option '--xml'."],
    [["export", "setup.yaml"], "It takes no file, but there is setup.yaml."],
    [["backup"], "Where to?"],
    [["route"], "Which lead?"],
    [["doctor", "--all"], "Unknown option '--all'."],
  ])("%j", async (args, line) => {
    const { status, out, err } = await cli.run(args);
    expect([status, out, err.split("\n")[0]]).toEqual([2, "", line]);
    const known = commands.find(({ name }) => name === args[0]);
    expect(err.split("\n")[1]).toBe(known && `Usage: handraise ${known.name} ${known.usage}`.trimEnd());
  });
});

describe("a wrong environment", () => {
  test.each(["start", "demo", "apply", "export", "slots", "route", "backup"])(
    "ends %s with 2, a line for each problem and nothing that is secret",
    async (name) => {
      const words: Readonly<Record<string, readonly string[]>> = {
        apply: ["-"],
        slots: ["--rep", "anna", "--type", "demo"],
        route: ["-"],
        backup: ["x.db"],
      };
      const { status, out, err } = await cli.run([name, ...(words[name] ?? [])], {
        input: name === "apply" ? smallSetup : "email: ada@firm.example",
        env: {
          HANDRAISE_PORT: "many",
          HANDRAISE_DATABASE_URL: "mysql://root:canary-one@db/x",
          HANDRAISE_SECRET: "canary-two",
          HANDRAISE_SMTP_URL: "http://user:canary-three@mail",
          HANDRAISE_PROT: "80",
        },
      });
      expect([status, out]).toEqual([2, ""]);
      const lines = err.split("\n").filter((line) => !line.includes(": warning: "));
      expect(lines).toHaveLength(5);
      expect(new Set(lines.map((line) => line.split(" ")[0]))).toEqual(
        new Set(["HANDRAISE_DATABASE_URL", "HANDRAISE_PORT", "HANDRAISE_PROT", "HANDRAISE_SECRET", "HANDRAISE_SMTP_URL"]),
      );
      expect(err).not.toContain("canary");
      expect(err).toContain("did you mean HANDRAISE_PORT?");
    },
  );

  test("a Postgres that cannot be reached or refuses is one line, without the password", async () => {
    const url = "postgres://handraise:canary-password@127.0.0.1:1/handraise";
    const env = { HANDRAISE_DATABASE_URL: url, HANDRAISE_SECRET: "s".repeat(43) };
    const { status, err } = await cli.run(["export"], { env });
    expect(status).toBe(1);
    expect(err).toMatch(/^store_unavailable: .*ECONNREFUSED.*HANDRAISE_DATABASE_URL/);
    expect(err.split("\n")).toHaveLength(1);
    expect(err).not.toContain("canary");
  });
});

describe("the signing key", () => {
  const key = () => cli.path("data/secret.key");

  test("is made once, readable by its owner alone, and stays", async () => {
    await cli.run(["apply", "-"], { input: smallSetup });
    const made = readFileSync(key(), "utf8");
    expect(made).toMatch(/^[\w-]{43}\n$/);
    expect(statSync(key()).mode & 0o777).toBe(0o600);
    await cli.run(["apply", "-"], { input: smallSetup });
    expect(readFileSync(key(), "utf8")).toBe(made);
  });

  test("is one key for commands that start at the same time", async () => {
    const all = await Promise.all(Array.from({ length: 6 }, () => cli.run(["apply", "-"], { input: smallSetup })));
    expect(all.map(({ status }) => status)).toEqual([0, 0, 0, 0, 0, 0]);
    expect(all.filter(({ out }) => out.startsWith("Live"))).toHaveLength(1);
    expect(readFileSync(key(), "utf8")).toMatch(/^[\w-]{43}\n$/);
  });

  test.each(["", "short\n"])("that holds %j is never used", async (content) => {
    mkdirSync(cli.path("data"));
    cli.write("data/secret.key", content);
    const { status, err } = await cli.run(["apply", "-"], { input: smallSetup });
    expect(status).toBe(1);
    expect(err).toContain("is not a signing key");
  });
});

describe("backup", () => {
  beforeEach(async () => {
    await cli.run(["apply", "-"], { input: smallSetup });
  });

  test("writes a whole copy, which replaces an earlier one", async () => {
    for (const _ of [1, 2]) {
      const { status, out } = await cli.run(["backup", cli.path("copy.db")]);
      expect([status, out]).toEqual([0, `Written: ${cli.path("copy.db")} (${statSync(cli.path("copy.db")).size} bytes).`]);
    }
    const copy = new Database(cli.path("copy.db"), { readonly: true });
    expect(copy.pragma("integrity_check", { simple: true })).toBe("ok");
    expect(copy.prepare("select count(*) from setups").pluck().get()).toBe(1);
    copy.close();
    const there = await cli.run(["export"], { env: { HANDRAISE_DATABASE_URL: `file:${cli.path("copy.db")}` } });
    expect(there).toEqual(await cli.run(["export"]));
  });

  test.each(["handraise.db", "../data/handraise.db", "handraise.db-wal", "handraise.db-shm"])(
    "never overwrites the database that it copies: %s",
    async (name) => {
      const { status, err } = await cli.run(["backup", join(cli.path("data"), name)]);
      expect([status, err.endsWith("is the database itself; choose another file.")]).toEqual([1, true]);
      expect((await cli.run(["export"])).status).toBe(0);
    },
  );

  test("says when there is no such folder", async () => {
    const { status, err } = await cli.run(["backup", cli.path("nowhere/copy.db")]);
    expect([status, err]).toEqual([1, `There is no folder ${cli.path("nowhere")}.`]);
  });
});
