import { afterEach, expect, test } from "vitest";
import { instant } from "../../server/core/time.ts";
import { readReceipt } from "../../server/flows/leads/read-receipt.ts";
import type { GraphTrouble } from "../support/fake-graph/graph-faults.ts";
import type { GraphMailbox } from "../support/fake-graph/graph-mailbox.ts";
import { type FakeGraph, startFakeGraph } from "../support/fake-graph/start-fake-graph.ts";
import { mondayMorning, openTestWorld, smallSetup, type TestWorld } from "../support/test-world.ts";

const home = "anna@acme.example";
const hourMs = 3_600_000;
const losses: readonly GraphTrouble[] = [
  { after: "commit", status: 504, times: 1 },
  { after: "commit", ending: "drop", times: 1 },
  { after: "commit", ending: "silence", times: 1 },
  { status: 503, times: 1 },
  { status: 429, headers: { "retry-after": "5" }, times: 1 },
];

let graph: FakeGraph;
let world: TestWorld;
let now = mondayMorning;
afterEach(async () => {
  await world.close();
  await graph.stop();
});

/** Anna's mailbox is on the fake; Ben's calendar is our own, and he is asked when she cannot be offered. */
async function openWithGraph(busyCalendars: readonly string[] = []): Promise<GraphMailbox> {
  now = mondayMorning;
  graph = await startFakeGraph(() => now);
  const mailbox = graph.addMailbox(home);
  const { tenantId, clientId, clientSecret } = graph.app;
  const ids = `tenantId: ${tenantId}, clientId: ${clientId}, clientSecretEnv: HANDRAISE_SECRET_GRAPH`;
  const busy = busyCalendars.length > 0 ? `, busyCalendars: ["${busyCalendars.join('", "')}"]` : "";
  const setup = smallSetup
    .replace(`email: ${home}`, `email: ${home}, calendar: { kind: microsoft, mailbox: ${home}, ${ids}${busy} }`)
    .replace("members: [anna, ben]", "members: [anna, { repId: ben, weight: 0 }]");
  world = await openTestWorld({
    setup,
    env: { HANDRAISE_CALENDAR_DEADLINE_MS: "500", HANDRAISE_SECRET_GRAPH: clientSecret },
    overrides: { now: () => now, endpoints: graph.endpoints },
  });
  return mailbox;
}

const iso = (ms: number) => new Date(ms).toISOString();
const lead = (n: number) => ({ email: `someone@firm${n}.example` });
const offeredTo = (name: string) => ({ outcome: "offered", offer: { rep: { name } } });

async function reasonOf(leadId: string): Promise<string | undefined> {
  const found = await readReceipt(world.context.world, `lead_${leadId.slice(5)}`);
  return found?.receipt.pools[0]?.reps.find((rep) => rep.id === "anna")?.reason;
}

/** Until the jobs have nothing left to try again. */
async function settle(): Promise<void> {
  for (let i = 0; i < 6; i += 1) {
    await world.context.jobs.drain();
    now = instant(now + 300_000);
  }
}

test("fault 3 and 4: a booking's event is written, moved and removed once, whatever happens to the calls", async () => {
  const mailbox = await openWithGraph();
  world.context.jobs.start();
  const starts = () => [...mailbox.events.values()].map(({ start }) => Date.parse(start));
  let trials = 0;
  for (const [i, trouble] of losses.entries()) {
    now = instant(mondayMorning + i * 60_000);
    const answer = await world.submit(lead(i));
    expect(answer).toMatchObject(offeredTo("Anna"));
    graph.faults.set("createEvent", trouble);
    const booked = await world.book(answer);
    if (booked.outcome !== "booked") throw new Error(booked.outcome);
    await settle();
    expect(starts()).toHaveLength(1);
    graph.faults.set("updateEvent", trouble);
    const token = booked.manageUrl.slice(booked.manageUrl.indexOf("#") + 1);
    const start = Date.parse("2026-06-17T08:00:00Z") + i * hourMs;
    const moved = await world.post("/v1/bookings/reschedule", { token, start: new Date(start).toISOString() });
    expect(await moved.json()).toMatchObject({ outcome: "ok" });
    await settle();
    expect(starts()).toEqual([start]);
    graph.faults.set("deleteEvent", trouble);
    await world.post("/v1/bookings/cancel", { token });
    await settle();
    expect(starts()).toEqual([]);
    trials += 3;
  }
  console.info(`faults 3 and 4, Microsoft, through a booking's life: ${trials} trials, one event or none after each`);
});

test("fault 9: of 60 mailboxes that are asked for 20 at a time, one that says nothing leaves the rep out; none is ever free by mistake", async () => {
  const rooms = Array.from({ length: 59 }, (_, i) => `room${i}@acme.example`);
  await openWithGraph([home, ...rooms]);
  const known = rooms.map((room) => graph.addMailbox(room));
  // Each room is taken for one of the 59 hours from now on, so that together they leave none.
  for (const [i, room] of known.entries()) room.put({ start: iso(now + i * hourMs), end: iso(now + (i + 1) * hourMs) });
  const answer = await world.submit(lead(0));
  expect(answer).toMatchObject(offeredTo("Anna"));
  if (answer.outcome === "offered") expect(answer.offer.times.firstMinute).toBeGreaterThanOrEqual((now + 59 * hourMs) / 60_000);
  expect(graph.faults.asked("getSchedule")).toBe(3);

  const codes = [
    "ErrorMailRecipientNotFound",
    "ErrorNoFreeBusyAccess",
    "ErrorFreeBusyGenerationFailed",
    "ErrorTimeoutExpired",
    "5006",
  ];
  let trials = 0;
  for (const room of [known[0], known[25], known[58]]) {
    for (const code of codes) {
      if (!room) throw new Error("there is no such room");
      room.scheduleError = code;
      now = instant(now + hourMs);
      const other = await world.submit(lead(++trials));
      expect(other).toMatchObject(offeredTo("Ben"));
      expect(await reasonOf(other.leadId)).toMatch(/^calendar_(unread|lost)$/);
      room.scheduleError = null;
    }
  }
  console.info(
    `fault 9, Microsoft: 60 mailboxes in 3 questions; ${trials} leads with one of them unknown, none offered to the rep`,
  );
});
