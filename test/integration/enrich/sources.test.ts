import type { ServerResponse } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { LeadId } from "../../../server/core/id.ts";
import { instant } from "../../../server/core/time.ts";
import { rerouteLate } from "../../../server/flows/leads/reroute-late.ts";
import { bearer, receiptOf, useEnrichedWorlds, withBlock } from "../../support/enriched-worlds.ts";
import { type HttpServer, serveHttp } from "../../support/serve-http.ts";
import { mondayMorning, readJson, smallSetup, submissionOf } from "../../support/test-world.ts";

const open = useEnrichedWorlds();

describe("sources of facts", () => {
  let server: HttpServer;
  let asked = 0;
  let answer: (response: ServerResponse) => void;
  const size = (response: ServerResponse) => void response.end('{"employees":900,"country":"Austria"}');
  beforeAll(async () => {
    server = await serveHttp((_, response) => {
      asked += 1;
      answer(response);
    });
  });
  afterAll(() => server.stop());
  const block = (more = "") => `
enrich:
  deadlineMs: 150
  ${more}
  sources:
    - id: directory
      kind: http
      url: "${server.origin}/c?d={emailDomain}"
      headers: { authorization: { env: HANDRAISE_SECRET_DIRECTORY } }
      facts: { companySize: employees, country: { path: country, as: country } }
      timeoutMs: 5000
      cacheHours: 1`;
  const large = { email: "dana@firm.example", country: "Germany" };

  test("are on the receipt with source and confidence; the form is believed first, an answer is asked for once and grows old", async () => {
    answer = size;
    asked = 0;
    const opened = await open(withBlock(block()));
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
    const opened = await open(withBlock(block("prefer: { country: [directory] }")));
    const receipt = await receiptOf(opened, await opened.submit(large));
    expect(receipt.facts.find(({ name, use }) => name === "country" && use === "used")).toMatchObject({
      value: "AT",
      source: "directory",
    });
  });

  test("are asked for a lead that is only imagined too, and nothing of it is counted or kept", async () => {
    answer = size;
    asked = 0;
    const opened = await open(withBlock(`${block()}\nspam: {}`));
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
    const opened = await open(withBlock(block()));
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
      const opened = await open(setup(more, above));
      const lead = await opened.submit(fields);
      await expect.poll(() => held).not.toBeNull();
      if (held) size(held);
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
    const opened = await open(withBlock(block()));
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
    const world = await open(setup);
    const from = async (email: string) => {
      world.setNow(instant(world.context.world.now() + 60_000));
      return (await world.submit({ email })).outcome;
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
  const world = await open(setup);
  const first = await world.submit({ email: "a@firm.example" });
  await world.book(first);
  const { read } = world.context.world.store;
  const history = async (email: string) => {
    const leadId = (await world.submit({ email })).leadId as LeadId;
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
  const opened = await open(withBlock(""));
  const receipt = await receiptOf(opened, await opened.submit({ email: "dana@firm.example", job_title: "VP Sales" }));
  expect(receipt.sources).toEqual([]);
  expect(receipt.spam).toBeNull();
  expect(receipt.facts.filter(({ use }) => use).map(({ name, value }) => [name, value])).toEqual([
    ["seniority", "vp"],
    ["jobFunction", "sales"],
  ]);
});
