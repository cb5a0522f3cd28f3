import { readdirSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { openStore } from "../../../db/open-store.ts";
import type { Store } from "../../../db/store.ts";
import { instant } from "../../../server/core/time.ts";
import { type CommandLine, openCommandLine } from "../../support/command-line.ts";
import { smallSetup, submissionOf } from "../../support/test-world.ts";

let cli: CommandLine;
beforeEach(async () => {
  cli = openCommandLine();
  expect((await cli.run(["apply", "-"], { input: smallSetup.replace("days: 3", "days: 10") })).status).toBe(0);
});
afterEach(() => cli.remove());

async function withStore<T>(work: (store: Store) => Promise<T>): Promise<T> {
  const store = await openStore(cli.env.HANDRAISE_DATABASE_URL ?? "");
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

describe("slots", () => {
  const ask = ["slots", "--pool", "sales", "--type", "demo"];

  test("prints the starts of a pool and why each of its reps has some or none", async () => {
    const { status, out, err } = await cli.run(ask);
    expect([status, err]).toEqual([0, ""]);
    const told = JSON.parse(out);
    expect(told).toMatchObject({
      meetingType: "demo",
      durationMinutes: 60,
      reps: [
        { repId: "anna", reason: null },
        { repId: "ben", reason: null },
      ],
    });
    expect(told.slots.length).toBeGreaterThan(20);
    expect(told.slots.every((start: string) => Date.parse(start) > Date.now())).toBe(true);
    expect(told.slots).toEqual(told.slots.toSorted());
  });

  test("says of a rep with no start why", async () => {
    const away = smallSetup.replace("email: ben@acme.example", "email: ben@acme.example, active: false");
    await cli.run(["apply", "-"], { input: away });
    expect(JSON.parse((await cli.run(["slots", "--rep", "ben", "--type", "demo"])).out)).toMatchObject({
      reps: [{ repId: "ben", reason: "inactive" }],
      slots: [],
    });
  });

  test("takes its question from a file or standard input, in JSON or YAML, and answers in either", async () => {
    const byOptions = JSON.parse((await cli.run(ask)).out);
    const file = cli.write("question.yaml", "pool: sales\ntype: demo\n");
    expect(parse((await cli.run(["slots", file, "--yaml"])).out)).toEqual(byOptions);
    expect(JSON.parse((await cli.run(["slots", "-"], { input: '{"pool":"sales","type":"demo"}' })).out)).toEqual(byOptions);
  });

  test.each([
    [["slots"], 2, "Which meeting type?"],
    [["slots", "--type", "demo"], 2, "Which rep, or which pool? One of both."],
    [["slots", "--type", "demo", "--rep", "anna", "--pool", "sales"], 2, "Which rep, or which pool? One of both."],
    [["slots", "--type", "demo", "--pool", "nobody"], 1, "There is no pool nobody; there are: sales."],
    [["slots", "--type", "demo", "--rep", "nobody"], 1, "There is no rep nobody; there are: anna, ben, olga."],
    [["slots", "--type", "none", "--rep", "anna"], 1, "There is no meeting type none; there are: demo."],
    [["slots", "--type", "demo", "--rep", "anna", "--json", "--yaml"], 2, "Choose one of --json and --yaml."],
  ])("%j is told in a line", async (args, status, line) => {
    const ran = await cli.run(args);
    expect([ran.status, ran.out, ran.err.split("\n")[0]]).toEqual([status, "", line]);
  });

  test("a question that is none is refused with the file's name", async () => {
    const { status, err } = await cli.run(["slots", "-"], { input: "[1, 2]" });
    expect([status, err]).toEqual([1, "-: the question has the keys rep or pool, and type, each a text."]);
  });
});

describe("route", () => {
  const counted = () =>
    withStore(async ({ read }) => [
      await read.submissions.count(),
      (await read.leads.list({ limit: 10 })).length,
      (await read.ledger.after("sales", 0)).length,
    ]);

  test("tells where a lead would go and why, and writes nothing", async () => {
    const { status, out, err } = await cli.run(["route", "-"], { input: "{ email: ada@firm.example, company: Firm }" });
    expect([status, err]).toEqual([0, ""]);
    const told = JSON.parse(out);
    expect(told.receipt.outcome).toMatchObject({ kind: "offered", pool: { id: "sales" }, meetingType: { id: "demo" } });
    expect(JSON.stringify(told.story)).toContain("sales");
    expect(out).not.toContain("ada@firm.example");
    expect(await counted()).toEqual([0, 0, 0]);
  });

  test("asked twice it names the same rep: no turn was taken", async () => {
    const ask = async () => JSON.parse((await cli.run(["route", "-"], { input: "email: ada@firm.example" })).out).receipt;
    expect((await ask()).outcome.rep).toEqual((await ask()).outcome.rep);
  });

  test("takes a whole submission as a page sends it", async () => {
    const file = cli.write("lead.json", JSON.stringify(submissionOf({ email: "ada@firm.example", company: "Partner" })));
    const told = parse((await cli.run(["route", file, "--yaml"])).out);
    expect(told.receipt.outcome).toMatchObject({ kind: "redirect", url: "https://partners.example/" });
    expect(told.receipt.inputs.timeZone).toBe("Europe/Berlin");
  });

  test("takes numbers, boxes and several choices as a form would send them; a field named form is a field", async () => {
    const input = "{ email: ada@firm.example, employees: 250, consent: true, topics: [a, b], note: null, form: contact }";
    const { receipt } = JSON.parse((await cli.run(["route", "-"], { input })).out);
    const fields = receipt.inputs.answers.map(({ name, value }: { name: string; value: string }) => [name, value]);
    expect(fields).toContainEqual(["employees", "250"]);
    expect(fields).toContainEqual(["consent", "true"]);
    expect(fields.map(([name]: string[]) => name)).toEqual(["email", "employees", "consent", "topics", "form"]);
  });

  test.each([
    ["[1, 2]", "-: a lead is a map of form fields, or a submission as a page sends it."],
    ["email: { address: ada@firm.example }", "The field email takes a text, a number, true, false, or a list of them."],
    ["email: [unclosed\nb: 1", /^-:[12]: /],
    ['{"form": {"fields": "none"}}', /^body_malformed: .*form\.fields.*docs\/reference\/http\.md/],
  ])("%j is refused in a line", async (input, line) => {
    const { status, out, err } = await cli.run(["route", "-"], { input });
    expect([status, out, err.split("\n").length]).toEqual([1, "", 1]);
    expect(err).toMatch(line);
  });
});

describe("doctor", () => {
  const production = { HANDRAISE_SMTP_URL: "smtp://mail.invalid:2525", HANDRAISE_MAIL_FROM: "Acme <meet@acme.example>" };
  const findings = async (env: Readonly<Record<string, string>> = production) => {
    const { status, out } = await cli.run(["doctor", "--json"], { env });
    return { status, found: JSON.parse(out) as { check: string; ok: boolean; detail: string }[] };
  };
  const problems = ({ found }: Awaited<ReturnType<typeof findings>>) => found.filter(({ ok }) => !ok).map(({ check }) => check);
  const pages = (checks: readonly string[]) => checks.filter((check) => !["widget", "console"].includes(check));

  test("finds a whole installation well", async () => {
    const told = await findings();
    expect(pages(problems(told))).toEqual([]);
    expect(told.found.map(({ check }) => check)).toEqual(
      expect.arrayContaining([
        "environment",
        "database",
        "jobs",
        "leads without a decision",
        "setup",
        "mail",
        "widget",
        "console",
      ]),
    );
  });

  test("names each job that was given up, and each lead that was left behind, and ends with 1", async () => {
    await withStore(async (store) => {
      await store.write(async ({ jobs, submissions }) => {
        const id = "job_AAAAAAAAAAAAAAAAAAAAAA" as const;
        await jobs.enqueue({ id, kind: "send_mail", uniqueKey: "a", payload: {}, runAt: instant(0) });
        await jobs.claim("x", instant(1), instant(2), 1);
        await jobs.bury(id, "x", "550 no such mailbox");
        const body = new TextEncoder().encode("{}");
        const capture = { body, contentType: "", origin: "", receivedAt: instant(Date.now() - 60_000) };
        await submissions.capture({ ...capture, id: "left-behind-submission" });
      });
    });
    const told = await findings();
    expect(told.status).toBe(1);
    expect(pages(problems(told))).toEqual(["jobs", "leads without a decision"]);
    expect(JSON.stringify(told.found)).toContain("send_mail job_AAAAAAAAAAAAAAAAAAAAAA: 550 no such mailbox");
  });

  test("a lead that came a moment ago is no problem", async () => {
    await withStore((store) =>
      store.write(({ submissions }) =>
        submissions.capture({
          id: "just-now-submission",
          receivedAt: instant(Date.now()),
          body: new Uint8Array(),
          contentType: "",
          origin: "",
        }),
      ),
    );
    expect(pages(problems(await findings()))).toEqual([]);
  });

  test("names a calendar that cannot be read, with the reason", async () => {
    const calendar = '{ kind: caldav, url: "http://127.0.0.1:9/", username: anna, passwordEnv: HANDRAISE_SECRET_ANNA }';
    const setup = smallSetup.replace("email: anna@acme.example", `email: anna@acme.example, calendar: ${calendar}`);
    await cli.run(["apply", "-"], { input: setup });
    const env = { ...production, HANDRAISE_SECRET_ANNA: "canary-password", HANDRAISE_CALENDAR_DEADLINE_MS: "500" };
    const told = await findings(env);
    expect(pages(problems(told))).toEqual(["calendar of anna"]);
    expect(told.found).toContainEqual({
      check: "calendar of anna",
      ok: false,
      detail: expect.stringMatching(/^(unreachable|refused)$/),
    });
    expect(JSON.stringify(told)).not.toContain("canary");
  });

  test("says that mails reach nobody in production without SMTP, and that they may in the demo", async () => {
    expect(pages(problems(await findings({})))).toEqual(["mail"]);
    expect(pages(problems(await findings({ HANDRAISE_MODE: "demo" })))).toEqual([]);
  });

  test("a database that cannot be opened and a wrong environment are problems, not crashes", async () => {
    const none = await cli.run(["doctor"], { env: { ...production, HANDRAISE_DATABASE_URL: `file:${cli.path("none.db")}` } });
    expect(none.status).toBe(1);
    expect(none.out).toContain("PROBLEM database: There is no database at");
    const broken = await cli.run(["doctor"], {
      env: { HANDRAISE_DATABASE_URL: `file:${cli.write("broken.db", "no database ".repeat(100))}` },
    });
    expect(broken.out).toMatch(/PROBLEM database: store_unavailable: .*SQLITE_NOTADB/);
    const wrong = await cli.run(["doctor"], { env: { HANDRAISE_PORT: "many", HANDRAISE_SECRET: "canary" } });
    expect(wrong.status).toBe(1);
    expect(wrong.out).toContain('PROBLEM environment: HANDRAISE_PORT is "many"');
    expect(wrong.out).not.toContain("canary");
  });
});

describe("commands that only look", () => {
  test.each([["export"], ["slots", "--pool", "sales", "--type", "demo"], ["route", "-"], ["backup", "copy.db"], ["doctor"]])(
    "%s makes neither a database nor a key where there is none",
    async (...args) => {
      const elsewhere = { HANDRAISE_DATABASE_URL: `file:${cli.path("elsewhere/handraise.db")}` };
      const { status, out, err } = await cli.run(args, { env: elsewhere, input: "email: ada@firm.example" });
      expect(status).toBe(1);
      expect(out + err).toContain(`There is no database at ${cli.path("elsewhere/handraise.db")}`);
      expect(readdirSync(cli.folder)).toEqual(["data"]);
    },
  );
});
