import { afterEach, describe, expect, test } from "vitest";
import { parseSetup } from "../../server/adapters/setup-file/parse-setup.ts";
import type { PoolDetail, PoolLedger, PoolList } from "../../server/contract/pools.ts";
import type { SubmissionAnswer } from "../../server/contract/public.ts";
import { instant } from "../../server/core/time.ts";
import { applySetup } from "../../server/flows/setup/apply-setup.ts";
import { mondayMorning, openTestWorld, smallSetup, type TestWorld, type TestWorldOptions } from "../support/test-world.ts";

const token = "operator-token-0123456789abcdef";

let world: TestWorld;
afterEach(() => world.close());
const open = async (setup = smallSetup, options: TestWorldOptions = {}) => {
  world = await openTestWorld({ setup, env: { HANDRAISE_ADMIN_TOKEN: token }, ...options });
};

let firms = 0;
const repOf = (answer: SubmissionAnswer) => (answer.outcome === "offered" ? answer.offer.rep?.name : answer.outcome);
const next = async (fields: Readonly<Record<string, string>> = {}) =>
  repOf(await world.submit({ email: `a@firm${firms++}.example`, ...fields }));
const headers = { authorization: `Bearer ${token}` };
const read = async <T>(path: string): Promise<T> => {
  const response = await world.app.request(path, { headers });
  expect(response.status).toBe(200);
  return (await response.json()) as T;
};
const post = (path: string, body?: unknown) =>
  world.app.request(path, { method: "POST", headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
const apply = async (text: string) => {
  const parsed = parseSetup(text);
  if (!parsed.ok) throw new TypeError(JSON.stringify(parsed.problems));
  await applySetup(world.context.world, { setup: parsed.setup, author: "test", note: "" });
};

const ledgerTurns = async () =>
  (await world.context.world.store.read.ledger.after("sales", 0)).map(({ repId, kind, turns }) => `${repId} ${kind} ${turns}`);

describe("a pool's members", () => {
  test("who is paused gets no new leads, at once and until resumed, and is owed nothing for it", async () => {
    await open();
    expect(await next()).toBe("Anna");
    expect((await post("/v1/admin/reps/ben/pause", { until: "2026-06-20T08:00:00+02:00" })).status).toBe(200);
    expect([await next(), await next(), await next()]).toEqual(["Anna", "Anna", "Anna"]);
    expect(await read<PoolList>("/v1/admin/pools")).toMatchObject({
      pools: [{ id: "sales", members: 2, bookable: 1, out: [{ reason: "paused", count: 1 }] }],
    });
    expect((await post("/v1/admin/reps/ben/resume")).status).toBe(200);
    // Ben was owed half a turn when he was paused, and not one more when he came back.
    expect([await next(), await next(), await next()]).toEqual(["Ben", "Anna", "Ben"]);
    const ledger = await read<PoolLedger>("/v1/admin/pools/sales/ledger?rep=ben");
    expect(ledger.lines.map(({ kind }) => kind)).toEqual(["others", "away", "back", "offered", "others", "offered"]);
    expect(ledger.lines.reduce((sum, line) => sum + line.change, 0)).toBeCloseTo(ledger.owed, 6);
    expect((await post("/v1/admin/reps/nobody/pause")).status).toBe(404);
    expect((await post("/v1/admin/reps/ben/pause", { until: "soon" })).status).toBe(400);
  });

  test("a meeting that was cancelled and booked once more from the same offer is one turn again", async () => {
    await open();
    const answer = await world.submit({ email: "vera@firm.example" });
    const booked = await world.book(answer);
    if (booked.outcome !== "booked") throw new TypeError(booked.outcome);
    await world.post("/v1/bookings/cancel", { token: booked.manageUrl.slice(booked.manageUrl.indexOf("#") + 1) });
    expect((await world.book(answer)).outcome).toBe("booked");
    expect(await ledgerTurns()).toEqual(["anna offered 1", "anna cancelled -1", "anna booked 1"]);
  });

  test("who has reached the cap gets no further lead that day", async () => {
    await open(smallSetup.replace("email: anna@acme.example }", "email: anna@acme.example, caps: { leads: { day: 1 } } }"));
    expect([await next(), await next(), await next()]).toEqual(["Anna", "Ben", "Ben"]);
  });

  test("a lead goes to who has what it needs, and the others are owed nothing for it", async () => {
    const setup = smallSetup
      .replace("email: ben@acme.example }", "email: ben@acme.example, attributes: { country: [FR] } }")
      .replace("members: [anna, ben],", "members: [anna, ben], requires: [{ attribute: country, field: lead.country }],");
    await open(setup);
    expect([await next({ country: "France" }), await next({ country: "France" })]).toEqual(["Ben", "Ben"]);
    const pool = await read<PoolDetail>("/v1/admin/pools/sales");
    expect(pool.reps.map(({ id, owed }) => [id, owed])).toEqual(
      expect.arrayContaining([
        ["anna", 0],
        ["ben", 0],
      ]),
    );
    expect(await next({ country: "Poland" })).toBe("fallback");
    expect(await next()).toBe("Anna");
  });

  test("a changed setup resets nobody: balances are carried over, and who joins starts square", async () => {
    await open();
    expect(await next()).toBe("Anna");
    await apply(smallSetup.replace("[anna, ben]", "[anna, ben, olga]"));
    const pool = await read<PoolDetail>("/v1/admin/pools/sales");
    expect(Object.fromEntries(pool.reps.map(({ id, owed }) => [id, owed]))).toEqual({ anna: -0.5, ben: 0.5, olga: 0 });
    expect(await next()).toBe("Ben");
    expect(await next()).toBe("Olga");
  });
});

describe("people who come back", () => {
  const returning = (text: string) => `${smallSetup}returning:\n${text}`;
  const from = async (email: string) => repOf(await world.submit({ email }));

  test("the same person, and then the same company, goes to the same rep, who takes a turn for it", async () => {
    await open(returning("  sameRep: { days: 30 }\n"));
    expect(await from("a@one.example")).toBe("Anna");
    expect(await from("a@two.example")).toBe("Ben");
    expect(await from("b@two.example")).toBe("Ben");
    expect(await from("a@two.example")).toBe("Ben");
    expect([await next(), await next()]).toEqual(["Anna", "Anna"]);
    world.setNow(instant(mondayMorning + 31 * 86_400_000));
    const [first] = (await read<PoolDetail>("/v1/admin/pools/sales")).reps;
    expect(await from("a@two.example")).toBe(first?.name);
  });

  test("more leads of one person than the limit allows are kept and offered nothing", async () => {
    await open(returning("  limits: [{ of: person, leads: 2, days: 1, text: We know. }]\n"));
    for (let i = 0; i < 2; i++) expect(await from("a@one.example")).toMatch(/Anna|Ben/);
    const answer = await world.submit({ email: "a@one.example" });
    expect(answer).toMatchObject({ outcome: "message", text: "We know." });
    expect(await from("b@one.example")).toMatch(/Anna|Ben/);
  });

  test("qualification knows what came earlier, and the decision replays", async () => {
    const rule =
      "{ id: often, reason: Asks often, verdict: disqualified, when: { field: history.personLeads, op: greater, value: 1 } }";
    await open(smallSetup.replace("    rules:\n", `    rules:\n      - ${rule}\n`));
    for (let i = 0; i < 2; i++) expect(await from("a@one.example")).toMatch(/Anna|Ben/);
    const third = await world.submit({ email: "a@one.example" });
    expect(third).toMatchObject({ outcome: "disqualified", text: "Only for companies." });
    expect(await from("b@one.example")).toMatch(/Anna|Ben/);
    const told = await read<{ receipt: { verdict: object }; replaysTheSame: boolean }>(`/v1/admin/leads/${third.leadId}/receipt`);
    expect(told).toMatchObject({ replaysTheSame: true, receipt: { verdict: { reasons: [{ ruleId: "often" }], unknown: [] } } });
  });

  test("who has a meeting ahead is mailed its link, and nothing of it is shown to whoever typed the address", async () => {
    await open(returning("  openMeeting: { text: Look into your mail. }\n"));
    await world.book(await world.submit({ email: "a@one.example", name: "Ada" }));
    const answer = await world.submit({ email: "a@one.example" });
    expect(answer).toMatchObject({ outcome: "message", text: "Look into your mail." });
    expect(JSON.stringify(answer)).not.toMatch(/manage|Anna|Ben|2026/);
    expect(await from("b@one.example")).toMatch(/Anna|Ben/);
    const jobs = await world.context.world.store.read.jobs.counts();
    expect(jobs.ready).toBeGreaterThan(0);
    const receipt = await read<{ story: { paragraphs: readonly { text: string }[] }; replaysTheSame: boolean }>(
      `/v1/admin/leads/${answer.leadId}/receipt`,
    );
    expect(receipt.replaysTheSame).toBe(true);
    expect(JSON.stringify(receipt.story)).toContain("has a meeting ahead");
  });
});
