import { once } from "node:events";
import { createServer, type Server, type ServerResponse } from "node:http";
import { type Challenge, solveChallenge } from "altcha-lib";
import { deriveKey } from "altcha-lib/algorithms/pbkdf2";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { SubmissionAnswer } from "../../../server/contract/public.ts";
import type { ReceiptAnswer } from "../../../server/contract/receipt.ts";
import type { LeadId } from "../../../server/core/id.ts";
import { instant } from "../../../server/core/time.ts";
import { rerouteLate } from "../../../server/flows/leads/reroute-late.ts";
import { createRateSharer, pruneRates } from "../../../server/flows/leads/share-rates.ts";
import { createSubmitRates } from "../../../server/state/submit-rates.ts";
import { mondayMorning, openTestWorld, readJson, smallSetup, submissionOf, type TestWorld } from "../../support/test-world.ts";

const token = "operator-token-0123456789abcdef";
const bearer = { authorization: `Bearer ${token}` };
let world: TestWorld | null = null;
afterEach(async () => {
  await world?.close();
  world = null;
});

const withBlock = (block: string) => smallSetup.replace("router:", `${block.trim()}\nrouter:`);

async function open(block: string, overrides: Parameters<typeof openTestWorld>[0] = {}): Promise<TestWorld> {
  const env = { HANDRAISE_ADMIN_TOKEN: token, HANDRAISE_PRIVATE_SOURCES: "allow", HANDRAISE_SECRET_DIRECTORY: "canary" };
  world = await openTestWorld({ ...overrides, setup: withBlock(block), env });
  return world;
}

async function receiptOf({ app }: TestWorld, { leadId }: SubmissionAnswer) {
  return (await readJson<ReceiptAnswer>(await app.request(`/v1/admin/leads/${leadId}/receipt`, { headers: bearer }))).receipt;
}

describe("sources of facts", () => {
  let server: Server;
  let port = 0;
  let asked = 0;
  let answer: (response: ServerResponse) => void;
  const size = (response: ServerResponse) => void response.end('{"employees":900,"country":"Austria"}');
  beforeAll(async () => {
    server = createServer((_, response) => {
      asked += 1;
      answer(response);
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    port = typeof address === "object" && address !== null ? address.port : 0;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  const block = (more = "") => `
enrich:
  deadlineMs: 150
  ${more}
  sources:
    - id: directory
      kind: http
      url: "http://127.0.0.1:${port}/c?d={emailDomain}"
      headers: { authorization: { env: HANDRAISE_SECRET_DIRECTORY } }
      facts: { companySize: employees, country: { path: country, as: country } }
      timeoutMs: 5000
      cacheHours: 1`;
  const large = { email: "dana@firm.example", country: "Germany" };

  test("are on the receipt with source and confidence; the form is believed first, an answer is asked for once and grows old", async () => {
    answer = size;
    asked = 0;
    const opened = await open(block());
    const first = await receiptOf(opened, await opened.submit(large));
    const told = (receipt: typeof first) =>
      receipt.facts
        .filter(({ name, use }) => use && (name === "companySize" || name === "country"))
        .map(({ name, value, source, use }) => [name, value, source, use]);
    expect(told(first)).toEqual([
      ["country", "DE", "form", "used"],
      ["companySize", "900", "directory", "used"],
      ["country", "AT", "directory", "other"],
    ]);
    expect(first.sources).toMatchObject([{ id: "directory", state: "fresh" }]);
    opened.setNow(instant(mondayMorning + 60_000));
    const second = await receiptOf(opened, await opened.submit(large));
    expect(second.sources).toMatchObject([{ id: "directory", state: "cached", ageMs: 60_000 }]);
    expect(asked).toBe(1);
    opened.setNow(instant(mondayMorning + 3_700_000));
    await opened.submit(large);
    expect(asked).toBe(2);
    const free = await receiptOf(opened, await opened.submit({ email: "dana@posteo.de" }));
    expect(free.sources).toMatchObject([{ id: "directory", state: "nothing" }]);
    expect(asked).toBe(2);
  });

  test("may be preferred to the form, and rules use them", async () => {
    answer = size;
    const opened = await open(block("prefer: { country: [directory] }"));
    const receipt = await receiptOf(opened, await opened.submit(large));
    expect(receipt.facts.find(({ name, use }) => name === "country" && use === "used")).toMatchObject({
      value: "AT",
      source: "directory",
    });
  });

  test("are asked for a lead that is only imagined too, and nothing of it is counted or kept", async () => {
    answer = size;
    asked = 0;
    const opened = await open(`${block()}\nspam: {}`);
    const live = opened.context.world.state.setup().versionId;
    const simulate = async () => {
      const response = await opened.app.request(`/v1/admin/setup/versions/${live}/simulate`, {
        method: "POST",
        headers: bearer,
        body: JSON.stringify(submissionOf(large)),
      });
      return (await readJson<{ receipt: Awaited<ReturnType<typeof receiptOf>> }>(response)).receipt;
    };
    for (let i = 0; i < 12; i++) {
      const receipt = await simulate();
      expect(receipt.facts).toContainEqual(expect.objectContaining({ name: "companySize", value: "900", source: "directory" }));
      expect(receipt.sources).toMatchObject([{ id: "directory", state: "fresh" }]);
      expect(receipt.spam?.verdict).toBe("clean");
    }
    expect(asked).toBe(12);
    expect((await receiptOf(opened, await opened.submit(large))).spam?.verdict).toBe("clean");
  });

  test("that are slow keep nobody waiting, and their late answer is kept with the lead and for the next one", async () => {
    let held: ServerResponse | null = null;
    answer = (response) => void (held = response);
    const opened = await open(block());
    const begun = performance.now();
    const lead = await opened.submit(large);
    expect(performance.now() - begun).toBeLessThan(2_000);
    expect(lead.outcome).toBe("offered");
    expect((await receiptOf(opened, lead)).sources).toMatchObject([{ id: "directory", state: "late" }]);
    expect(held).not.toBeNull();
    if (held) size(held);
    await expect.poll(async () => (await receiptOf(opened, lead)).facts.filter(({ use }) => use === "late").length).toBe(2);
    expect((await receiptOf(opened, await opened.submit(large))).sources).toMatchObject([{ id: "directory", state: "cached" }]);
  });

  describe("that are late have a lead routed again where the setup wants it", () => {
    const rule = `
    - id: large
      when: { field: facts.companySize, op: greater, value: 500 }
      then: { kind: offerRep, repId: olga, meetingTypeId: demo, otherwise: { kind: message, text: Later. } }
    - id: closed`;
    const setup = (more: string, above: string) =>
      withBlock(block(more)).replace("    - id: closed", rule.slice(1).replace("500", above));
    const minutes = (count: number) => instant(mondayMorning + count * 60_000);

    /** A lead whose source answers when it was decided; the answer is kept by the time this resolves. */
    async function lateLead(more: string, fields: Readonly<Record<string, string>> = large, above = "500") {
      let held: ServerResponse | null = null;
      answer = (response) => void (held = response);
      const env = { HANDRAISE_ADMIN_TOKEN: token, HANDRAISE_PRIVATE_SOURCES: "allow", HANDRAISE_SECRET_DIRECTORY: "canary" };
      world = await openTestWorld({ setup: setup(more, above), env });
      const lead = await world.submit(fields);
      await expect.poll(() => held).not.toBeNull();
      if (held) size(held);
      const opened = world;
      const read = opened.context.world.store.read;
      const leadId = (await read.leads.list({ limit: 1 }))[0]?.id;
      if (leadId === undefined) throw new TypeError("there is a lead");
      await expect.poll(async () => (await read.facts.late(leadId)).length).toBe(2);
      return { opened, lead, leadId, read };
    }

    test("the rules see it once the visitor has had time to choose, the turn goes back, and the rep is told", async () => {
      const { opened, lead, leadId, read } = await lateLead("late: reroute");
      expect(lead.outcome).toBe("offered");
      const inside = opened.context.world;
      expect((await receiptOf(opened, lead)).outcome.pool?.id).toBe("sales");
      expect((await read.jobs.counts()).ready).toBe(1);
      expect(await rerouteLate(inside, leadId)).toMatchObject({ kind: "again", notBefore: minutes(10) });
      opened.setNow(minutes(10));
      expect(await rerouteLate(inside, leadId)).toEqual({ kind: "done" });
      const after = await receiptOf(opened, lead);
      expect(after.outcome.rep?.id).toBe("olga");
      expect(after.facts.filter(({ name, use }) => name === "companySize" && use)).toMatchObject([{ use: "used", value: "900" }]);
      expect((await read.leads.find(leadId))?.state).toBe("assigned");
      expect((await read.leadEvents.listByLead(leadId)).at(-1)).toMatchObject({
        kind: "reassigned",
        by: "late_facts",
        why: "known by now: companySize, country",
      });
      expect((await read.ledger.after("sales", 0)).map(({ kind }) => kind)).toEqual(["offered", "reassigned"]);
      const decided = (await read.decisions.findByLead(leadId))?.decision.id;
      await rerouteLate(inside, leadId);
      expect((await read.decisions.findByLead(leadId))?.decision.id).toBe(decided);
    });

    test("a lead that the rules had sent away comes back; one that somebody booked, or for which it makes no difference, stays", async () => {
      const away = { ...large, country: "Antarctica" };
      const sent = await lateLead("late: reroute", away);
      expect(sent.lead.outcome).toBe("message");
      await rerouteLate(sent.opened.context.world, sent.leadId);
      expect(await sent.read.leads.find(sent.leadId)).toMatchObject({ state: "assigned", repId: "olga", outcome: "offered" });
      await sent.opened.close();

      const booked = await lateLead("late: reroute");
      await booked.opened.book(booked.lead);
      booked.opened.setNow(minutes(11));
      await rerouteLate(booked.opened.context.world, booked.leadId);
      expect((await booked.read.leads.find(booked.leadId))?.state).toBe("booked");
      await booked.opened.close();

      const same = await lateLead("late: reroute", large, "5000");
      same.opened.setNow(minutes(11));
      await rerouteLate(same.opened.context.world, same.leadId);
      expect((await same.read.leads.find(same.leadId))?.state).toBe("offered");
      expect(await same.read.ledger.after("sales", 0)).toHaveLength(1);
      await same.opened.close();

      const kept = await lateLead("");
      kept.opened.setNow(minutes(11));
      await rerouteLate(kept.opened.context.world, kept.leadId);
      expect((await kept.read.leads.find(kept.leadId))?.state).toBe("offered");
    });
  });

  test("that fail are told, never their secret, and the lead goes its way", async () => {
    answer = (response) => void response.writeHead(401).end("canary");
    const opened = await open(block());
    const lead = await opened.submit(large);
    expect(lead.outcome).toBe("offered");
    const receipt = await receiptOf(opened, lead);
    expect(receipt.sources).toMatchObject([{ id: "directory", state: "failed", reason: "refused" }]);
    expect(JSON.stringify(receipt)).not.toContain("canary");
  });

  test("tell what came earlier from the person and the company", async () => {
    const setup = smallSetup.replace(
      "    - id: partner",
      "    - id: again\n      when: { field: history.domainLeads, op: greater, value: 1 }\n      then: { kind: message, text: Welcome back. }\n    - id: partner",
    );
    world = await openTestWorld({ setup, env: { HANDRAISE_ADMIN_TOKEN: token } });
    const from = async (email: string) => {
      world?.setNow(instant(world.context.world.now() + 60_000));
      return (await world?.submit({ email }))?.outcome;
    };
    expect([
      await from("a@firm.example"),
      await from("b@firm.example"),
      await from("c@firm.example"),
      await from("a@other.example"),
    ]).toEqual(["offered", "offered", "message", "offered"]);
    const { read } = world.context.world.store;
    const third = (await read.leads.list({ limit: 9 })).find(({ email }) => email === "c@firm.example");
    expect(third && (await read.decisions.findByLead(third.id))?.decision.history).toMatchObject({
      domainLeads: 2,
      domainFirstLeadAt: mondayMorning + 60_000,
      domainLastLeadAt: mondayMorning + 120_000,
      personLeads: 0,
    });
  });
});

test("meetings of the person and the company, and those that nobody came to, are known at their next lead", async () => {
  const rule =
    "    - id: partner0\n      when: { field: history.domainNoShows, op: greater, value: 0 }\n      then: { kind: message, text: Call us. }\n    - id: partner\n";
  const setup = smallSetup.replace("    - id: partner\n", rule);
  world = await openTestWorld({ setup, env: { HANDRAISE_ADMIN_TOKEN: token } });
  const first = await world.submit({ email: "a@firm.example" });
  await world.book(first);
  const { read } = world.context.world.store;
  const history = async (email: string) => {
    const leadId = (await world?.submit({ email }))?.leadId as LeadId;
    return (await read.decisions.findByLead(leadId))?.decision.history;
  };
  expect(await history("b@firm.example")).toMatchObject({ personBookings: 0, domainBookings: 1, domainNoShows: 0 });
  world.setNow(instant(mondayMorning + 86_400_000));
  const [booking] = await read.bookings.listByLead(first.leadId as LeadId);
  const noShow = await world.post(`/v1/admin/bookings/${booking?.id}/no-show`, { who: "visitor" }, bearer);
  expect(noShow.status).toBe(200);
  expect(await history("a@firm.example")).toMatchObject({ personBookings: 1, personNoShows: 1, domainNoShows: 1 });
  expect((await world.submit({ email: "c@firm.example" })).outcome).toBe("message");
});

test("without enrichment nothing is asked, and a receipt names no source", async () => {
  const opened = await open("");
  const receipt = await receiptOf(opened, await opened.submit({ email: "dana@firm.example", job_title: "VP Sales" }));
  expect(receipt.sources).toEqual([]);
  expect(receipt.spam).toBeNull();
  expect(receipt.facts.filter(({ use }) => use).map(({ name, value }) => [name, value])).toEqual([
    ["seniority", "vp"],
    ["jobFunction", "sales"],
  ]);
});

describe("spam", () => {
  const nonsense = {
    email: "x@firm.example",
    name: "asdfgh",
    company: "Test",
    message: "http://a.example http://b.example http://c.example",
  };
  const release = ({ post }: TestWorld, { leadId }: SubmissionAnswer) => post(`/v1/admin/leads/${leadId}/release`, "", bearer);

  test("is held back with its reasons, takes no turn, and is decided like any other once a person lets it go", async () => {
    const opened = await open("spam: {}");
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
    world = await openTestWorld({ setup, env: { HANDRAISE_ADMIN_TOKEN: token } });
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
    world = await openTestWorld({ setup, env: { HANDRAISE_ADMIN_TOKEN: token } });
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
    const opened = await open("spam: {}");
    const lead = await opened.submit(suspect);
    expect(lead.outcome).toBe("offered");
    expect((await receiptOf(opened, lead)).spam).toMatchObject({ verdict: "suspect", score: 5 });
    await opened.close();
    const strict = await open("spam: { suspects: hold }");
    expect((await strict.submit(suspect)).outcome).toBe("disqualified");
  });

  test("is the less likely when the page's puzzle was solved, and the more when its answer was used before", async () => {
    const opened = await open("spam: {}", { overrides: { now: () => instant(Date.now()) } });
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
    const opened = await open("spam: { perHour: { address: 3, network: 100, domain: 100 } }");
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
    expect((await (await open("")).app.request("/v1/challenge")).status).toBe(404);
  });

  test("shows in how a submission came: too fast, too often, out of a blocked network, into a trap, from a domain without mail", async () => {
    const noMail = Object.assign(new Error("none"), { code: "ENODATA" });
    const opened = await open(
      "enrich: { sources: [{ id: mail, kind: mail_domain }] }\nspam: { honeypots: [nickname2], perHour: { address: 2, network: 100, domain: 100 } }",
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
