import { type Challenge, solveChallenge } from "altcha-lib";
import { deriveKey } from "altcha-lib/algorithms/pbkdf2";
import { describe, expect, test } from "vitest";
import type { SubmissionAnswer } from "../../../server/contract/public.ts";
import { instant } from "../../../server/core/time.ts";
import { createRateSharer, pruneRates } from "../../../server/flows/leads/share-rates.ts";
import { createSubmitRates } from "../../../server/state/submit-rates.ts";
import { bearer, receiptOf, useEnrichedWorlds, withBlock } from "../../support/enriched-worlds.ts";
import { mondayMorning, readJson, smallSetup, submissionOf, type TestWorld } from "../../support/test-world.ts";

const open = useEnrichedWorlds();

describe("spam", () => {
  const nonsense = {
    email: "x@firm.example",
    name: "asdfgh",
    company: "Test",
    message: "http://a.example http://b.example http://c.example",
  };
  const release = ({ post }: TestWorld, { leadId }: SubmissionAnswer) => post(`/v1/admin/leads/${leadId}/release`, "", bearer);

  test("is held back with its reasons, takes no turn, and is decided like any other once a person lets it go", async () => {
    const opened = await open(withBlock("spam: {}"));
    const lead = await opened.submit(nonsense);
    expect(lead).toMatchObject({ outcome: "disqualified" });
    const receipt = await receiptOf(opened, lead);
    expect(receipt.verdict.kind).toBe("spam");
    expect(receipt.spam).toMatchObject({ verdict: "spam" });
    expect(receipt.spam?.signals.map(({ code }) => code).toSorted()).toEqual([
      "gibberish_company",
      "gibberish_name",
      "links_in_message",
    ]);
    expect(JSON.stringify(receipt.spam)).not.toContain("asdfgh");
    const store = opened.context.world.store.read;
    expect(await store.ledger.after("sales", 0)).toEqual([]);
    expect((await store.leads.list({ limit: 5 })).map(({ outcome }) => outcome)).toEqual(["spam"]);

    opened.setNow(instant(mondayMorning + 60_000));
    const released = await release(opened, lead);
    expect(released.status).toBe(200);
    expect(await released.json()).toMatchObject({ leadId: lead.leadId, outcome: "offered" });
    const after = await receiptOf(opened, lead);
    expect(after).toMatchObject({ releasedBy: "operator", outcome: { kind: "offered" }, verdict: { kind: "qualified" } });
    expect(after.decisionId).not.toBe(receipt.decisionId);
    expect(await store.ledger.after("sales", 0)).toHaveLength(1);
    expect((await store.leads.list({ limit: 5 })).map(({ outcome }) => outcome)).toEqual(["offered"]);
    expect((await release(opened, lead)).status).toBe(409);
  });

  test("that was let go is no suspect for any rule", async () => {
    const rule =
      "    - id: partner0\n      when: { field: spam.score, op: greater, value: 0 }\n      then: { kind: message, text: Later. }\n    - id: partner\n";
    const setup = withBlock("spam: {}").replace("    - id: partner\n", rule);
    const world = await open(setup);
    expect((await world.submit({ email: "info@firm.example", name: "asdfgh" })).outcome).toBe("message");
    const lead = await world.submit(nonsense);
    expect(lead.outcome).toBe("disqualified");
    expect(await (await release(world, lead)).json()).toMatchObject({ outcome: "offered" });
  });

  test("that a rule of qualification names can be let go, too; a lead that merely does not qualify cannot", async () => {
    const setup = smallSetup.replace(
      "    rules:\n",
      "    rules:\n      - { id: bad, reason: Bad, verdict: spam, when: { field: lead.company, op: equals, value: Bad } }\n",
    );
    const world = await open(setup);
    const bad = await world.submit({ email: "a@firm.example", company: "Bad" });
    expect(bad.outcome).toBe("disqualified");
    expect(await (await release(world, bad)).json()).toMatchObject({ outcome: "offered" });
    const free = await world.submit({ email: "a@gmail.com" });
    expect((await release(world, free)).status).toBe(409);
    expect((await world.post(`/v1/admin/leads/${free.leadId}/release`, "")).status).toBe(401);
    expect((await world.post("/v1/admin/leads/lead_AAAAAAAAAAAAAAAAAAAAAA/release", "", bearer)).status).toBe(404);
  });

  test("that is only suspected is routed and marked, or held back where the setup says so", async () => {
    const suspect = { email: "info@firm.example", name: "asdfgh" };
    const opened = await open(withBlock("spam: {}"));
    const lead = await opened.submit(suspect);
    expect(lead.outcome).toBe("offered");
    expect((await receiptOf(opened, lead)).spam).toMatchObject({ verdict: "suspect", score: 5 });
    await opened.close();
    const strict = await open(withBlock("spam: { suspects: hold }"));
    expect((await strict.submit(suspect)).outcome).toBe("disqualified");
  });

  test("is the less likely when the page's puzzle was solved, and the more when its answer was used before", async () => {
    const opened = await open(withBlock("spam: {}"), { overrides: { now: () => instant(Date.now()) } });
    const challenge = await readJson<Challenge>(await opened.app.request("/v1/challenge"));
    const solution = await solveChallenge({ challenge, deriveKey });
    const altcha = Buffer.from(JSON.stringify({ challenge, solution })).toString("base64");
    const codes = async () =>
      (await receiptOf(opened, await opened.submit({ email: "dana@firm.example", altcha }))).spam?.signals.map(
        ({ code }) => code,
      );
    expect([await codes(), await codes()]).toEqual([["puzzle_solved"], ["puzzle_failed"]]);
  });

  test("shows in a rate that processes count together and a new one hears of; no address is kept for it", async () => {
    const opened = await open(withBlock("spam: { perHour: { address: 3, network: 100, domain: 100 } }"));
    const inside = opened.context.world;
    const { store, now } = inside;
    const process = () => {
      const submitRates = createSubmitRates();
      return { submitRates, share: createRateSharer({ ...inside, state: { ...inside.state, submitRates } }) };
    };
    const codes = async () =>
      (await receiptOf(opened, await opened.submit({ email: "dana@firm.example" }))).spam?.signals.map(({ code }) => code);
    const here = createRateSharer(inside);
    expect(await codes()).toEqual([]);
    expect(await here()).toBe(0);
    const kept = await store.read.submitCounts.ofOthers("nobody", instant(0));
    expect(kept).toHaveLength(2);
    expect(JSON.stringify(kept)).not.toMatch(/firm|dana/);

    const there = process();
    for (const { sender } of kept) for (let times = 0; times < 2; times++) there.submitRates.note(sender, now());
    expect(await there.share()).toBe(2);
    expect(await here()).toBe(2);
    expect([await codes(), await codes()]).toEqual([["rate_address"], ["rate_address"]]);
    await here();
    const restarted = process();
    await restarted.share();
    expect(restarted.submitRates.note(kept[0]?.sender ?? "", now())).toBe(3 + 2 + 1);

    opened.setNow(instant(mondayMorning + 2 * 3_600_000));
    await pruneRates(inside);
    expect(await store.read.submitCounts.ofOthers("nobody", instant(0))).toEqual([]);
  });

  test("needs no puzzle where nothing is judged", async () => {
    expect((await (await open(withBlock(""))).app.request("/v1/challenge")).status).toBe(404);
  });

  test("shows in how a submission came: too fast, too often, out of a blocked network, into a trap, from a domain without mail", async () => {
    const noMail = Object.assign(new Error("none"), { code: "ENODATA" });
    const opened = await open(
      withBlock(
        "enrich: { sources: [{ id: mail, kind: mail_domain }] }\nspam: { honeypots: [nickname2], perHour: { address: 2, network: 100, domain: 100 } }",
      ),
      { overrides: { resolveMx: () => Promise.reject(noMail) } },
    );
    const send = async (fields: Readonly<Record<string, string>>, visitor: object = {}) => {
      const body = { ...submissionOf(fields), visitor: { timeZone: "UTC", locale: "en", ...visitor } };
      const answer = await readJson<SubmissionAnswer>(await opened.post("/v1/submissions", body));
      return (await receiptOf(opened, answer)).spam?.signals.map(({ code }) => code);
    };
    expect(await send({ email: "a@firm.example" }, { filledMs: 200 })).toEqual(["no_mail_server", "filled_too_fast"]);
    expect(await send({ email: "a@firm.example", nickname2: "x" }, { filledMs: 20_000 })).toEqual(["honeypot", "no_mail_server"]);
    expect(await send({ email: "a@firm.example" })).toEqual(["no_mail_server", "rate_address"]);
  });
});
