import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import type { BookingAnswer, ManageAnswer } from "../../server/contract/public.ts";
import { syncCalendars } from "../../server/flows/calendars/sync-calendars.ts";
import { type CaldavServer, makeCalendar, putAt, readEvents } from "../support/caldav-account.ts";
import { startRadicale } from "../support/radicale.ts";
import { openTestWorld, readJson, smallSetup, type TestWorld } from "../support/test-world.ts";

let radicale: CaldavServer;
beforeAll(async () => {
  radicale = await startRadicale();
});
afterAll(() => radicale.stop());

let world: TestWorld;
afterEach(() => world.close());

let count = 0;
let calendarUrl = "";

/** Anna's meetings are on Radicale; a visitor has one with her, which is in her calendar. */
async function bookAnna(): Promise<{ readonly token: string; readonly start: string; readonly eventUrl: string }> {
  const path = `rebooked-${++count}`;
  calendarUrl = await makeCalendar(radicale, path, path);
  const calendar = `{ kind: caldav, url: "${radicale.url}", username: ${radicale.username}, passwordEnv: HANDRAISE_SECRET_ANNA, busyCalendars: [${path}], meetingCalendar: ${path} }`;
  world = await openTestWorld({
    setup: smallSetup.replace("email: anna@acme.example", `email: anna@acme.example, calendar: ${calendar}`),
    env: { HANDRAISE_SECRET_ANNA: radicale.password, HANDRAISE_CALENDAR_DEADLINE_MS: "3000" },
  });
  world.context.jobs.start();
  const answer = await world.submit({ email: "vera@firm.example" });
  const booked: BookingAnswer = await world.book(answer, Date.parse("2026-06-16T09:00:00Z") / 60_000);
  if (booked.outcome !== "booked") throw new Error(booked.outcome);
  await look();
  const [booking] = await world.context.world.store.read.bookings.listByLead(`lead_${answer.leadId.slice(5)}`);
  expect(booking).toMatchObject({ repId: "anna", status: "confirmed", confirmedBy: "calendar" });
  const token = booked.manageUrl.slice(booked.manageUrl.indexOf("#") + 1);
  return { token, start: booked.booking.start, eventUrl: booking?.calendarRef?.url ?? "" };
}

/** What a server does by itself: jobs, and a look at Anna's calendar. */
async function look(): Promise<void> {
  await world.context.jobs.drain();
  await syncCalendars(world.context.world, ["anna"], true);
  world.context.jobs.wake();
  await world.context.jobs.drain();
}

async function atEvent(url: string, method: "GET" | "DELETE"): Promise<string> {
  const authorization = `Basic ${Buffer.from(`${radicale.username}:${radicale.password}`).toString("base64")}`;
  const response = await fetch(new URL(url, radicale.url), { method, headers: { authorization } });
  expect(response.ok, `${method} ${url}`).toBe(true);
  return response.text();
}

const view = async (token: string) => readJson<ManageAnswer>(await world.post("/v1/bookings/view", { token }));
const subjects = async () =>
  (await world.context.world.store.read.messages.list(20)).map(({ to, subject }) => `${to} ${subject}`);

test("a rep who deletes the event in the calendar is replaced by the next free one, at the same time, under the visitor's own link", async () => {
  const { token, start, eventUrl } = await bookAnna();
  await atEvent(eventUrl, "DELETE");
  await look();
  expect(await view(token)).toMatchObject({ booking: { rep: { name: "Ben" }, status: "confirmed", start } });
  expect(await readEvents(radicale, calendarUrl)).toEqual([]);
  const told = await subjects();
  for (const words of ["vera@firm.example Jetzt mit Ben", "anna@acme.example Handed over", "ben@acme.example New meeting"])
    expect(
      told.some((line) => line.startsWith(words)),
      words,
    ).toBe(true);
  await look();
  expect(await subjects()).toHaveLength(told.length);
});

test("a rep who moves the event in the calendar takes the booking along, and the visitor is told", async () => {
  const { token, eventUrl } = await bookAnna();
  const text = await atEvent(eventUrl, "GET");
  const later = text.replaceAll("20260616T090000Z", "20260616T120000Z").replaceAll("20260616T100000Z", "20260616T130000Z");
  expect(later).not.toBe(text);
  await putAt(radicale, new URL(eventUrl, radicale.url).href, later);
  await look();
  expect(await view(token)).toMatchObject({
    booking: { rep: { name: "Anna" }, status: "confirmed", start: "2026-06-16T12:00:00.000Z", end: "2026-06-16T13:00:00.000Z" },
  });
  const told = await subjects();
  expect(told.filter((line) => line.startsWith("vera@firm.example Neue Zeit"))).toHaveLength(1);
  await look();
  expect(await subjects()).toHaveLength(told.length);
  expect(await readEvents(radicale, calendarUrl)).toHaveLength(1);
});
