import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { SubmissionAnswer } from "../../../server/contract/public.ts";
import { parseLeadId } from "../../../server/core/id.ts";
import { instant } from "../../../server/core/time.ts";
import { readReceipt } from "../../../server/flows/leads/read-receipt.ts";
import { rerouteLate } from "../../../server/flows/leads/reroute-late.ts";
import { sendLeadMail } from "../../../server/flows/mails/send-lead-mail.ts";
import { mondayMorning, openTestWorld, readJson, smallSetup, type TestWorld } from "../../support/test-world.ts";

/** Leads go round `sales`, those of large companies to `big`, which is olga's; nobody answers how large one is in time. */
const setup = (giveBack = "") =>
  smallSetup
    .replace("pools:", `pools:\n  - { id: big, members: [olga], everybodyAway: { kind: message, text: Later. } }`)
    .replace("id: sales,", `id: sales, ${giveBack}`)
    .replace(
      "  rules:\n    - id: owned",
      "  rules:\n    - { id: large, when: { field: facts.companySize, op: greater, value: 500 }, then: { kind: offerPool, poolId: big, meetingTypeId: demo } }\n    - id: owned",
    )
    .replace(
      "router:",
      `enrich:
  deadlineMs: 150
  late: reroute
  sources:
    - { id: directory, kind: http, url: "http://127.0.0.1:9/{emailDomain}", facts: { companySize: employees }, timeoutMs: 5000 }
router:`,
    );

let world: TestWorld;
let lead: SubmissionAnswer;
const minutes = (count: number) => instant(mondayMorning + count * 60_000);

async function begin(giveBack?: string) {
  world = await openTestWorld({ setup: setup(giveBack), env: { HANDRAISE_PRIVATE_SOURCES: "allow" } });
  lead = await world.submit({ email: "dana@firm.example" });
  const claim = { name: "companySize", value: 900, source: "directory", at: mondayMorning, confidence: 1 } as const;
  await inside().store.write((repos) => repos.facts.keepLate({ leadId: leadId(), source: "directory", claims: [claim] }));
  world.setNow(minutes(10));
}
beforeEach(() => begin());
afterEach(() => world.close());

const inside = () => world.context.world;
const leadId = () => {
  const id = parseLeadId(lead.leadId);
  if (id === null) throw new TypeError("there is a lead");
  return id;
};
const reroute = () => rerouteLate(inside(), leadId());
const row = () => inside().store.read.leads.find(leadId());
const meetings = async () =>
  (await inside().store.read.bookings.listByLead(leadId())).map(({ repId, status }) => [repId, status]);
const ledger = async (poolId: string) =>
  (await inside().store.read.ledger.after(poolId, 0))
    .filter(({ turns }) => turns !== 0)
    .map(({ repId, kind, turns }) => `${repId} ${kind} ${turns}`);
const offered = () => {
  if (lead.outcome !== "offered") throw new TypeError(lead.outcome);
  return lead.offer;
};
/** Whom mails about the lead itself have reached by now, oldest first. */
const leadMails = async () => {
  world.context.jobs.start();
  await world.context.jobs.drain();
  const sent = await inside().store.read.messages.list(50);
  return sent.filter(({ subject }) => subject.startsWith("A lead")).toReversed();
};
const start = () => new Date((offered().times.firstMinute ?? 0) * 60_000).toISOString();

describe("a visitor who books the offer that was shown, after the lead was routed anew", () => {
  test("meets the rep who was shown: one meeting, one rep who has the lead, and one turn", async () => {
    expect(await reroute()).toEqual({ kind: "done" });
    expect(await row()).toMatchObject({ state: "assigned", repId: "olga", poolId: "big" });
    const jobs = await inside().store.write((repos) => repos.jobs.claim("test", minutes(10), minutes(11), 10));
    const told = jobs.filter(({ kind }) => kind === "ladder_mail");
    const before = await readReceipt(inside(), leadId());
    expect(before?.receipt.outcome.pool?.id).toBe("big");

    expect(await world.book(lead)).toMatchObject({ outcome: "booked", booking: { rep: { name: "Anna" } } });
    expect(await world.book(lead)).toMatchObject({ outcome: "booked", booking: { rep: { name: "Anna" } } });
    expect(await meetings()).toEqual([["anna", "booked"]]);
    expect(await row()).toMatchObject({ state: "booked", repId: "anna", poolId: "sales" });
    expect(await ledger("sales")).toEqual(["anna offered 1", "anna reassigned -1", "anna moved_here 1"]);
    expect(await ledger("big")).toEqual(["olga reassigned 1", "olga moved_away -1"]);

    const after = await readReceipt(inside(), leadId());
    expect(after).toMatchObject({ replaysTheSame: true, receipt: { bookings: [{ byEarlierOffer: true, rep: { id: "anna" } }] } });
    expect(after?.story.paragraphs.find(({ title }) => title === "The meeting")?.text).toContain(
      "The visitor chose it from an offer that was made before the lead was routed anew.",
    );
    expect((await inside().store.read.leadEvents.listByLead(leadId())).map(({ kind, repId }) => [kind, repId])).toEqual([
      ["reassigned", "olga"],
      ["booked", "anna"],
    ]);
    const mails = { ...inside().mailer, send: () => Promise.reject(new Error("a mail about a lead that is another's")) };
    expect(told).toHaveLength(1);
    const job = { leadId: leadId(), to: "rep", kind: "learned", key: "k", state: "assigned", repId: "olga" } as const;
    expect(told[0]?.payload).toMatchObject({ to: "rep", kind: "learned", state: "assigned", repId: "olga" });
    expect(await sendLeadMail({ ...inside(), mailer: mails }, job)).toEqual({ kind: "done" });
  });

  test("is the rep's who was shown, and the one to whom the lead was passed on is told both times", async () => {
    await reroute();
    const [yours] = await leadMails();
    expect(yours).toMatchObject({ to: "olga@acme.example", subject: "A lead is yours now: dana@firm.example" });
    expect(yours?.text).toContain("by that the rules give it to you");
    expect(yours?.text).toContain("/touch/");
    world.setNow(minutes(11));
    await world.book(lead);
    const [, anothers, ...more] = await leadMails();
    expect(anothers).toMatchObject({ to: "olga@acme.example", subject: "A lead is with somebody else now: dana@firm.example" });
    expect(anothers?.text).toContain("dana@firm.example booked a meeting with Anna.");
    expect(anothers?.text).not.toContain("/touch/");
    expect(more).toEqual([]);
  });

  test("takes it from nobody who was told when the lead was not routed anew", async () => {
    await world.book(lead);
    expect(await leadMails()).toEqual([]);
  });

  test("and calls it off leaves nobody with a turn", async () => {
    await reroute();
    const booked = await world.book(lead);
    if (booked.outcome !== "booked") throw new TypeError(booked.outcome);
    const token = booked.manageUrl.split("#").at(-1);
    await world.post("/v1/bookings/cancel", { token });
    expect(await ledger("sales")).toEqual(["anna offered 1", "anna reassigned -1", "anna moved_here 1", "anna cancelled -1"]);
    expect(await ledger("big")).toEqual(["olga reassigned 1", "olga moved_away -1"]);
    expect(await row()).toMatchObject({ state: "assigned", repId: "anna" });
  });

  test("costs the rep no second turn where a turn that was passed on counts all the same", async () => {
    await world.close();
    await begin("giveBack: { reassigned: false },");
    await reroute();
    await world.book(lead);
    expect(await ledger("sales")).toEqual(["anna offered 1"]);
    expect(await ledger("big")).toEqual(["olga reassigned 1", "olga moved_away -1"]);
  });

  test("meets another of the pool when the rep who was shown is busy by then, who alone has the turn", async () => {
    await reroute();
    const others = [await world.submit({ email: "b@other.example" }), await world.submit({ email: "c@third.example" })];
    const ofAnna = others.find((other) => other.outcome === "offered" && other.offer.rep?.name === "Anna");
    if (ofAnna === undefined) throw new TypeError("anna was offered again");
    await world.book(ofAnna);
    expect(await world.book(lead)).toMatchObject({ outcome: "booked", booking: { rep: { name: "Ben" } } });
    expect(await row()).toMatchObject({ repId: "ben", poolId: "sales" });
    const own = (await inside().store.read.ledger.after("sales", 0)).filter((entry) => entry.leadId === leadId());
    expect(own.map(({ repId, turns }) => `${repId} ${turns}`)).toEqual(["anna 1", "anna -1", "ben 1"]);
    expect((await ledger("big")).at(-1)).toBe("olga moved_away -1");
  });

  test("has one meeting, also when the newer offer is booked after it", async () => {
    await reroute();
    await world.book(lead);
    const newest = (await inside().store.read.decisions.findByLead(leadId()))?.answer ?? "";
    const again = await world.book(JSON.parse(newest), Date.parse(start()) / 60_000 + 60);
    expect(again).toMatchObject({ outcome: "booked", booking: { rep: { name: "Anna" }, start: start() } });
    expect(await meetings()).toHaveLength(1);
  });
});

describe("a late answer", () => {
  test("does not route a lead that has a meeting anew, and not one that is booked while the rules are asked", async () => {
    await world.book(lead);
    expect(await reroute()).toEqual({ kind: "done" });
    expect(await row()).toMatchObject({ state: "booked", repId: "anna" });
    expect([await ledger("sales"), await ledger("big")]).toEqual([["anna offered 1"], []]);

    await world.close();
    await begin();
    const { store } = inside();
    const write: typeof store.write = async (unit) => {
      await world.book(lead);
      return store.write(unit);
    };
    const outrun = { ...inside(), store: { ...store, write } };
    expect(await rerouteLate(outrun, leadId())).toEqual({ kind: "done" });
    expect(await meetings()).toEqual([["anna", "booked"]]);
    expect(await row()).toMatchObject({ state: "booked", repId: "anna" });
    expect([await ledger("sales"), await ledger("big")]).toEqual([["anna offered 1"], []]);
  });

  test("waits until the visitor holds no time any more, and the held time can be booked all the while", async () => {
    world.setNow(minutes(9));
    const held = await readJson<object>(await world.post("/v1/holds", { token: offered().token, start: start() }));
    expect(held).toMatchObject({ outcome: "held" });
    world.setNow(minutes(10));
    expect(await reroute()).toEqual({ kind: "again", error: "the visitor holds a time", notBefore: minutes(14) });
    expect(await row()).toMatchObject({ state: "offered", repId: "anna" });
    world.setNow(minutes(14));
    expect(await reroute()).toEqual({ kind: "done" });
    expect(await row()).toMatchObject({ state: "assigned", repId: "olga" });
    expect(await world.book(lead)).toMatchObject({ outcome: "booked", booking: { rep: { name: "Anna" } } });
    expect((await meetings()).filter(([, status]) => status === "booked")).toEqual([["anna", "booked"]]);
  });
});
