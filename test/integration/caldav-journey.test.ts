import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { instant } from "../../server/core/time.ts";
import { readReceipt } from "../../server/flows/leads/read-receipt.ts";
import { type CaldavServer, makeCalendar, putEvent, readEvents } from "../support/caldav-account.ts";
import { startRadicale } from "../support/radicale.ts";
import { mondayMorning, openTestWorld, smallSetup, type TestWorld } from "../support/test-world.ts";

let radicale: CaldavServer;
let calendarUrl: string;
let count = 0;
beforeAll(async () => {
  radicale = await startRadicale();
});
afterAll(() => radicale.stop());

let world: TestWorld;
afterEach(() => world.close());

const minuteOf = (iso: string) => Date.parse(iso) / 60_000;
const tokenOf = (manageUrl: string) => manageUrl.slice(manageUrl.indexOf("#") + 1);

/** Anna's meetings and busy times are on Radicale, in a calendar of this test's own; Ben's are our own. */
async function openWithRadicale(url = radicale.url): Promise<void> {
  const path = `journey-${++count}`;
  calendarUrl = await makeCalendar(radicale, path, path);
  const calendar = `{ kind: caldav, url: "${url}", username: ${radicale.username}, passwordEnv: HANDRAISE_SECRET_ANNA, busyCalendars: [${path}], meetingCalendar: ${path} }`;
  const setup = smallSetup.replace("email: anna@acme.example", `email: anna@acme.example, calendar: ${calendar}`);
  world = await openTestWorld({
    setup,
    env: { HANDRAISE_SECRET_ANNA: radicale.password, HANDRAISE_CALENDAR_DEADLINE_MS: "3000" },
  });
}

const lead = (n: number) => ({ email: `someone@firm${n}.example` });

test("a rep's busy times on Radicale are not offered, and the booked event appears, moves and goes", async () => {
  await openWithRadicale();
  await putEvent(radicale, calendarUrl, ["UID:dentist", "DTSTART:20260615T070000Z", "DTEND:20260615T093000Z", "SUMMARY:Dentist"]);
  const answer = await world.submit(lead(1));
  expect(answer).toMatchObject({ outcome: "offered", offer: { rep: { name: "Anna" } } });
  if (answer.outcome !== "offered") return;
  expect(answer.offer.times.firstMinute).toBe(minuteOf("2026-06-15T10:00:00Z"));

  const booked = await world.book(answer);
  if (booked.outcome !== "booked") throw new Error(booked.outcome);
  world.context.jobs.start();
  await world.context.jobs.drain();
  const ours = async () => (await readEvents(radicale, calendarUrl)).filter((text) => !text.includes("UID:dentist"));
  expect(await ours()).toHaveLength(1);
  expect((await ours())[0]).toContain("20260615T100000Z");

  const token = tokenOf(booked.manageUrl);
  const moved = await world.post("/v1/bookings/reschedule", { token, start: "2026-06-16T08:00:00Z" });
  expect(await moved.json()).toMatchObject({ outcome: "ok" });
  await world.context.jobs.drain();
  expect(await ours()).toHaveLength(1);
  expect((await ours())[0]).toContain("20260616T080000Z");

  await world.post("/v1/bookings/cancel", { token });
  await world.context.jobs.drain();
  expect(await ours()).toEqual([]);
});

test("an event that was typed into the calendar a moment ago sends the visitor to the next free rep", async () => {
  await openWithRadicale();
  const answer = await world.submit(lead(1));
  if (answer.outcome !== "offered") throw new Error(answer.outcome);
  const start = answer.offer.times.firstMinute ?? 0;
  const stamp = (minute: number) => new Date(minute * 60_000).toISOString().replaceAll(/[-:]|\.\d+/g, "");
  await putEvent(radicale, calendarUrl, [
    "UID:sudden",
    `DTSTART:${stamp(start)}`,
    `DTEND:${stamp(start + 30)}`,
    "SUMMARY:Sudden",
  ]);
  expect(await world.book(answer)).toMatchObject({ outcome: "booked", moved: true, booking: { rep: { name: "Ben" } } });
});

test("a rep whose calendar cannot be read is left out with the reason, and the lead goes to the next", async () => {
  await openWithRadicale("http://127.0.0.1:9/");
  const answer = await world.submit(lead(1));
  expect(answer).toMatchObject({ outcome: "offered", offer: { rep: { name: "Ben" } } });
  const found = await readReceipt(world.context.world, `lead_${answer.leadId.slice(5)}`);
  expect(found?.receipt.pools[0]?.reps.find((rep) => rep.id === "anna")?.reason).toBe("calendar_unread");
  expect(found?.replaysTheSame).toBe(true);
});

test("a calendar that stops being readable is not believed once its reading has grown old", async () => {
  await openWithRadicale();
  expect(await world.submit(lead(1))).toMatchObject({ offer: { rep: { name: "Anna" } } });
  const { world: inner } = world.context;
  inner.state.calendars.applyReading("anna", { ...(inner.state.calendars.reading("anna") ?? never()), failure: "unreachable" });
  world.setNow(instant(mondayMorning + 3_600_000));
  for (let n = 2; n < 5; n++) expect(await world.submit(lead(n))).toMatchObject({ offer: { rep: { name: "Ben" } } });
});

function never(): never {
  throw new Error("there is a reading");
}
