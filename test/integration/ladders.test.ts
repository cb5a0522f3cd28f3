import { afterEach, describe, expect, test } from "vitest";
import type { SubmissionAnswer } from "../../server/contract/public.ts";
import { parseLeadId } from "../../server/core/id.ts";
import { instant } from "../../server/core/time.ts";
import { escalateLeads } from "../../server/flows/ladders/escalate-leads.ts";
import { leadToken } from "../../server/flows/ladders/lead-link.ts";
import { sendLeadMail } from "../../server/flows/mails/send-lead-mail.ts";
import { mondayMorning, openTestWorld, smallSetup, type TestWorld } from "../support/test-world.ts";

const token = "operator-token-0123456789abcdef";
const headers = { authorization: `Bearer ${token}` };
const minute = 60_000;
/** Nine o'clock in Berlin, when everybody begins. */
const nine = mondayMorning + 60 * minute;

const ladders = `ladders:
  - id: usual
    offered:
      - { afterMinutes: 10, do: remind }
    assigned:
      - { afterMinutes: 15, do: remind }
      - { afterMinutes: 30, do: alertManager, to: [boss@acme.example] }
      - { afterMinutes: 45, do: pauseRep, minutes: 120 }
      - { afterMinutes: 60, do: reassign }
`;

let world: TestWorld;
afterEach(() => world.close());

interface Life {
  readonly state: string;
  readonly rep: string | null;
  readonly dueAt: string | null;
  readonly atRisk: boolean;
  readonly events: readonly { readonly kind: string; readonly by: string; readonly rep: string | null }[];
}

const open = async (setup = smallSetup + ladders) => {
  world = await openTestWorld({ setup, env: { HANDRAISE_ADMIN_TOKEN: token } });
  world.context.jobs.start();
};
const at = (ms: number) => world.setNow(instant(ms));
const read = async <T>(path: string): Promise<T> => (await (await world.app.request(path, { headers })).json()) as T;
const life = (answer: SubmissionAnswer) => read<Life>(`/v1/admin/leads/${answer.leadId}/life`);
const post = (path: string, body: unknown) => world.app.request(path, { method: "POST", headers, body: JSON.stringify(body) });
const sweep = async (ms: number) => {
  at(ms);
  // The first look sets a deadline; what is due then is done by the next.
  for (let i = 0; i < 4; i++) await escalateLeads(world.context.world);
  await world.context.jobs.drain();
};
const overdue = () => world.context.world.store.read.leads.countDue(world.context.world.now());

describe("a lead that nobody touches", () => {
  test("is reminded, alerted about, and given to another rep, in working time", async () => {
    await open();
    const answer = await world.submit({ email: "a@one.example", name: "Dana" });
    expect(await life(answer)).toMatchObject({ state: "offered", rep: "anna" });
    // Before nine nothing runs.
    await sweep(nine - minute);
    expect((await life(answer)).events).toEqual([]);
    await sweep(nine + 10 * minute);
    expect((await life(answer)).events.map(({ kind }) => kind)).toEqual(["reminded"]);
    // A day after the offer it is Anna's to call.
    await sweep(mondayMorning + 24 * 60 * minute);
    expect(await life(answer)).toMatchObject({ state: "assigned", rep: "anna" });
    const tuesday = nine + 24 * 60 * minute;
    await sweep(tuesday + 16 * minute);
    await sweep(tuesday + 31 * minute);
    await sweep(tuesday + 46 * minute);
    expect((await life(answer)).events.map(({ kind }) => kind)).toEqual([
      "reminded",
      "assigned",
      "reminded",
      "alerted",
      "rep_paused",
    ]);
    await sweep(tuesday + 61 * minute);
    const after = await life(answer);
    expect(after).toMatchObject({ state: "assigned", rep: "ben" });
    expect(after.events.at(-1)).toMatchObject({ kind: "reassigned", by: "ladder", rep: "ben" });
    expect(await overdue()).toBe(0);
    const mails = await world.context.world.store.read.messages.list(20);
    const passedOn = mails.filter(({ subject }) => subject.startsWith("A lead is")).map(({ to, subject }) => `${to}: ${subject}`);
    expect(passedOn.toSorted()).toEqual([
      "anna@acme.example: A lead is with somebody else now: Dana",
      "ben@acme.example: A lead is yours now: Dana",
    ]);
    const tellsAnna = mails.find(({ to, subject }) => to.includes("anna@") && subject.startsWith("A lead is with"));
    expect(tellsAnna?.text).toContain("Dana is with Ben now.");
    expect(tellsAnna?.text).not.toContain("/touch/");
    const receipt = await read<{ receipt: { pools: { reps: { id: string; reason: string }[] }[] }; replaysTheSame: boolean }>(
      `/v1/admin/leads/${answer.leadId}/receipt`,
    );
    expect(receipt.replaysTheSame).toBe(true);
    expect(receipt.receipt.pools[0]?.reps.map(({ reason }) => reason)).toEqual(["excluded", "chosen"]);
    const ledger = await read<{ lines: { kind: string }[] }>("/v1/admin/pools/sales/ledger?rep=anna");
    expect(ledger.lines.map(({ kind }) => kind)).toContain("reassigned");
  });

  test("is told to have gone, also once the next rep got in touch, but not to a rep who has it again", async () => {
    await open();
    const answer = await world.submit({ email: "a@one.example", name: "Dana" });
    await post(`/v1/admin/leads/${answer.leadId}/outcomes`, { outcome: "touched" });
    const leadId = parseLeadId(answer.leadId) ?? "lead_";
    const tell = (formerRepId: string) =>
      sendLeadMail(world.context.world, { leadId, to: "rep", kind: "passed", key: `passed.${formerRepId}`, formerRepId });
    expect([await tell("ben"), await tell("anna")]).toEqual([{ kind: "done" }, { kind: "done" }]);
    const mails = await world.context.world.store.read.messages.list(20);
    expect(mails.filter(({ subject }) => subject.startsWith("A lead is")).map(({ to }) => to)).toEqual(["ben@acme.example"]);
  });

  test("is left alone as soon as somebody says so, by one click that a mail scanner cannot make", async () => {
    await open();
    const answer = await world.submit({ email: "a@one.example" });
    await sweep(nine + 10 * minute);
    await world.context.jobs.drain();
    const mails = await world.context.world.store.read.messages.list(10);
    const mail = mails.find(({ to }) => to.includes("anna@acme.example"));
    const path = /\/touch\/[^\s"]+/.exec(mail?.text ?? "")?.[0] ?? "";
    expect((await world.app.request(path)).status).toBe(200);
    expect((await life(answer)).state).toBe("offered");
    expect((await world.app.request(path, { method: "POST" })).status).toBe(200);
    expect(await life(answer)).toMatchObject({ state: "touched" });
    expect((await life(answer)).events.at(-1)).toMatchObject({ kind: "touched", by: "click of anna" });
    expect((await world.app.request(`${path.slice(0, -2)}xx`, { method: "POST" })).status).toBe(404);
    await sweep(nine + 26 * 60 * minute);
    expect((await life(answer)).state).toBe("touched");
  });

  test("stands still while its clock is paused, and goes on from there", async () => {
    await open();
    const answer = await world.submit({ email: "a@one.example" });
    await sweep(nine + 5 * minute);
    const clock = (running: boolean) => post(`/v1/admin/leads/${answer.leadId}/clock`, { running });
    expect((await clock(false)).status).toBe(200);
    await sweep(nine + 60 * minute);
    expect((await life(answer)).events.map(({ kind }) => kind)).toEqual(["clock_paused"]);
    expect((await clock(true)).status).toBe(200);
    await sweep(nine + 63 * minute);
    expect((await life(answer)).events.map(({ kind }) => kind)).toEqual(["clock_paused", "clock_resumed"]);
    await sweep(nine + 66 * minute);
    expect((await life(answer)).events.at(-1)?.kind).toBe("reminded");
  });

  test("is told elsewhere while it waits for people or has a meeting ahead, and what nobody looks at is a metric", async () => {
    const told = `ladders:
  - id: told
    clock: always
    waiting: [{ afterMinutes: 5, do: remindElsewhere, to: [desk@acme.example] }, { afterMinutes: 9, do: alertManager, to: [boss@acme.example] }]
    booked: [{ afterMinutes: 5, do: remind }]
`;
    await open(
      smallSetup.replace(
        "{ kind: message, text: We will call you. }",
        "{ kind: callBack, text: Soon., alert: [team@acme.example] }",
      ) + told,
    );
    const booked = await world.submit({ email: "a@one.example" });
    await world.book(booked);
    for (const repId of ["anna", "ben"]) await post(`/v1/admin/reps/${repId}/pause`, {});
    const waiting = await world.submit({ email: "b@two.example" });
    expect(waiting.outcome).toBe("fallback");
    const metric = async () =>
      /^handraise_overdue_leads (\d+)$/m.exec(await (await world.app.request("/metrics", { headers })).text())?.[1];
    at(mondayMorning + 5 * minute);
    expect(await metric()).toBe("2");
    await sweep(mondayMorning + 10 * minute);
    expect(await metric()).toBe("0");
    expect(await life(booked)).toMatchObject({ state: "booked", events: [{ kind: "booked" }, { kind: "reminded" }] });
    expect(await life(waiting)).toMatchObject({ state: "waiting", events: [{ kind: "reminded" }, { kind: "alerted" }] });
    const mails = await world.context.world.store.read.messages.list(20);
    const to = mails.flatMap((mail) => mail.to).filter((address) => /desk|boss|team/.test(address));
    expect(to.toSorted()).toEqual(["boss@acme.example", "desk@acme.example", "team@acme.example"]);
  });

  test("is handed to the catch-all when a ladder says so", async () => {
    const handing = `ladders:\n  - { id: hand, clock: always, offered: [{ afterMinutes: 5, do: handOver }] }\n`;
    const setup = smallSetup.replace(
      "catchAll: { kind: offerPool, poolId: sales, meetingTypeId: demo }",
      "catchAll: { kind: queue, queueId: triage, text: Later., alert: [team@acme.example] }",
    );
    const rule =
      "    - { id: all, when: { field: lead.email, op: not_empty }, then: { kind: offerPool, poolId: sales, meetingTypeId: demo } }\n";
    await open(setup.replace("  catchAll:", `${rule}  catchAll:`) + handing);
    const answer = await world.submit({ email: "a@one.example" });
    expect(answer.outcome).toBe("offered");
    await sweep(mondayMorning + 6 * minute);
    expect(await life(answer)).toMatchObject({ state: "waiting", rep: null });
    expect((await life(answer)).events.at(-1)).toMatchObject({ kind: "handed_over" });
  });
});

test("a rep reads why not, by a link that is for this lead and rep alone", async () => {
  await open();
  const answer = await world.submit({ email: "dana@one.example", name: "Dana" });
  const { digests } = world.context.world;
  const leadId = answer.leadId as `lead_${string}`;
  const page = await world.app.request(`/why/${leadToken(digests, "why", { leadId, repId: "ben" })}`);
  expect(page.status).toBe(200);
  const text = await page.text();
  expect(text).toContain("it was somebody else");
  expect(text).not.toMatch(/Dana|dana|Anna/);
  expect((await world.app.request(`/why/${leadToken(digests, "touch", { leadId, repId: "ben" })}`)).status).toBe(404);
});

describe("what became of a lead", () => {
  test("a meeting is followed: booked, cancelled, and met a day after its end", async () => {
    await open();
    const answer = await world.submit({ email: "a@one.example" });
    const booked = await world.book(answer);
    expect(await life(answer)).toMatchObject({ state: "booked", rep: "anna" });
    if (booked.outcome !== "booked") throw new TypeError("not booked");
    const end = Date.parse(booked.booking.end);
    await sweep(end + 12 * 60 * minute);
    expect((await life(answer)).state).toMatch(/booked|met/);
    await sweep(end + 25 * 60 * minute);
    expect((await life(answer)).state).toBe("met");
    at(end + 25 * 60 * minute + minute);
    const other = await world.submit({ email: "b@one.example" });
    const second = await world.book(other);
    if (second.outcome !== "booked") throw new TypeError(JSON.stringify(second));
    await world.post("/v1/bookings/cancel", { token: second.manageUrl.slice(second.manageUrl.indexOf("#") + 1) });
    expect(await life(other)).toMatchObject({ state: "assigned" });
  });

  test("is told by API and CSV, once, and measured by pool, rule and rep", async () => {
    await open();
    const [one, two] = [await world.submit({ email: "a@one.example" }), await world.submit({ email: "b@two.example" })];
    const say = (outcome: string) => post(`/v1/admin/leads/${one.leadId}/outcomes`, { outcome });
    expect((await say("touched")).status).toBe(200);
    expect((await say("won")).status).toBe(200);
    await say("won");
    expect((await life(one)).events.map(({ kind }) => kind)).toEqual(["touched", "won"]);
    expect((await say("nonsense")).status).toBe(400);
    const csv = `lead,outcome,at\n${two.leadId},Qualified,2026-06-15T08:00:00Z\nlead_nobody,won,\n${two.leadId},maybe,\n`;
    const imported = await world.app.request("/v1/admin/outcomes", { method: "POST", headers, body: csv });
    expect(await imported.json()).toMatchObject({ rows: 3, kept: 1, problems: [{ line: 3 }, { line: 4 }] });
    const report = await read<{ rows: object[] }>("/v1/admin/report?by=pool");
    expect(report.rows).toMatchObject([{ id: "sales", leads: 2, offered: 2, touched: 1, won: 1, qualified: 1 }]);
    expect((await world.app.request("/v1/admin/report?by=moon", { headers })).status).toBe(400);
  });
});
