import { afterEach, beforeEach, expect, test } from "vitest";
import { calendarText } from "../support/caldav-account.ts";
import { type HttpServer, serveHttp } from "../support/serve-http.ts";
import { mondayMorning, openTestWorld, smallSetup, type TestWorld } from "../support/test-world.ts";

let feed: HttpServer;
let world: TestWorld;
let events: readonly (readonly string[])[];
beforeEach(async () => {
  events = [["UID:off", "DTSTART:20260615T060000Z", "DTEND:20260615T100000Z"]];
  feed = await serveHttp((_request, response) => {
    const body = events.flatMap((lines) => ["BEGIN:VEVENT", "DTSTAMP:20260101T000000Z", ...lines, "END:VEVENT"]);
    response.writeHead(200, { "content-type": "text/calendar" }).end(calendarText(body));
  });
  const url = `${feed.origin}/anna.ics`;
  const calendar = "calendar: { kind: ics, urlEnv: HANDRAISE_SECRET_FEED }";
  world = await openTestWorld({
    setup: smallSetup
      .replace("email: anna@acme.example", `email: anna@acme.example, ${calendar}`)
      .replace("members: [anna, ben]", "members: [anna, { repId: ben, weight: 0 }]"),
    env: { HANDRAISE_SECRET_FEED: url },
  });
  world.context.jobs.start();
});
afterEach(async () => {
  await world.close();
  await feed.stop();
});

test("a rep with a published calendar is offered around it, and has the meeting by mail, which confirms it", async () => {
  const answer = await world.submit({ email: "vera@firm.example" });
  expect(answer).toMatchObject({ outcome: "offered", offer: { rep: { name: "Anna" } } });
  if (answer.outcome !== "offered") return;
  expect(answer.offer.times.firstMinute).toBe(Date.parse("2026-06-15T10:00:00Z") / 60_000);
  expect(await world.book(answer)).toMatchObject({ outcome: "booked" });
  await world.context.jobs.drain();
  const { bookings, jobs, messages } = world.context.world.store.read;
  expect(await bookings.listActive(mondayMorning, "anna")).toMatchObject([{ status: "confirmed", confirmedBy: "mail" }]);
  expect(await jobs.counts()).toMatchObject({ ready: 0, leased: 0, dead: 0 });
  const invites = (await messages.list(20)).filter(({ to, ics }) => to === "anna@acme.example" && ics !== undefined);
  expect(invites.length).toBeGreaterThan(0);
});
