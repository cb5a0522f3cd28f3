import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { BookingAnswer } from "../../server/contract/public.ts";
import { createLogger } from "../../server/http/log.ts";
import { type CaldavServer, makeCalendar, readEvents } from "../support/caldav-account.ts";
import { startRadicale } from "../support/radicale.ts";
import { type SmtpInbox, startSmtp } from "../support/smtp.ts";
import { openTestWorld, readJson, smallSetup, type TestWorld } from "../support/test-world.ts";

let radicale: CaldavServer;
let calendarUrl: string;
beforeAll(async () => {
  radicale = await startRadicale();
  calendarUrl = await makeCalendar(radicale, "guests", "guests");
});
afterAll(() => radicale.stop());

let smtp: SmtpInbox;
let world: TestWorld;
let logged: string[];
afterEach(async () => {
  await world.close();
  await smtp.stop();
});

const withGuests = smallSetup.replace("id: demo,", "id: demo, guests: 2,");

async function open(setup: string, script: Parameters<typeof startSmtp>[0] = {}): Promise<void> {
  smtp = await startSmtp(script);
  logged = [];
  world = await openTestWorld({
    setup,
    env: {
      HANDRAISE_SMTP_URL: smtp.url,
      HANDRAISE_MAIL_FROM: "Acme <meet@acme.example>",
      HANDRAISE_SECRET_ANNA: radicale.password,
      HANDRAISE_ADMIN_TOKEN: "operator-token-0123456789abcdef",
    },
    overrides: { logger: createLogger("trace", { write: (line) => void logged.push(line) }) },
  });
  world.context.jobs.start();
}

async function book(guests: readonly string[]): Promise<Response> {
  const answer = await world.submit({ email: "vera@firm.example" });
  if (answer.outcome !== "offered") throw new Error(answer.outcome);
  const start = new Date((answer.offer.times.firstMinute ?? 0) * 60_000).toISOString();
  const visitor = { timeZone: "Europe/Berlin", locale: "en", name: "Vera", email: "vera@firm.example" };
  return world.post("/v1/bookings", { token: answer.offer.token, start, ...visitor, guests });
}

const unfold = (text = "") => text.replaceAll(/\r?\n[ \t]/g, "");
/** What a guest got by now: subject, the invite, and the text. */
const mailsTo = (address: string) =>
  smtp.mails
    .filter((mail) => [mail.to].flat().some((to) => to?.text.includes(address)))
    .map(({ subject, text, attachments }) => ({
      subject,
      text,
      ics: unfold(attachments.find(({ contentType }) => contentType === "text/calendar")?.content.toString()),
    }));

describe("guests whom a visitor brings", () => {
  test("stand in the rep's calendar and get the invite, hear of a move and of the end, and are in no line of the log", async () => {
    const calendar = `{ kind: caldav, url: "${radicale.url}", username: ${radicale.username}, passwordEnv: HANDRAISE_SECRET_ANNA, busyCalendars: [guests], meetingCalendar: guests }`;
    await open(withGuests.replace("email: anna@acme.example", `email: anna@acme.example, calendar: ${calendar}`));
    // One address is one guest however it is written, and whoever books is no guest.
    const booked = await readJson<BookingAnswer>(await book(["gus@guests.example", "Gus@Guests.example", "Vera@firm.example"]));
    if (booked.outcome !== "booked") throw new Error(JSON.stringify(booked));
    await world.context.jobs.drain();

    const event = async () => unfold((await readEvents(radicale, calendarUrl))[0]);
    const attendees = (ics: string) => [...ics.matchAll(/^ATTENDEE.*:mailto:(.*?)\r?$/gm)].map(([, address]) => address);
    expect(attendees(await event())).toEqual(["vera@firm.example", "gus@guests.example"]);
    const [invited, ...none] = mailsTo("gus@guests.example");
    expect(none).toEqual([]);
    expect(attendees(invited?.ics ?? "")).toEqual(["vera@firm.example", "gus@guests.example"]);
    expect(invited?.ics).toMatch(/METHOD:REQUEST[^]*SEQUENCE:0/);
    expect(`${invited?.text}${invited?.ics}`).not.toContain("/manage#");

    const token = booked.manageUrl.slice(booked.manageUrl.indexOf("#") + 1);
    await world.post("/v1/bookings/reschedule", { token, start: "2026-06-16T08:00:00Z" });
    await world.context.jobs.drain();
    expect(attendees(await event())).toContain("gus@guests.example");
    expect(await event()).toContain("DTSTART:20260616T080000Z");
    const [, moved] = mailsTo("gus@guests.example");
    expect(moved?.ics).toMatch(/METHOD:REQUEST[^]*SEQUENCE:1[^]*DTSTART:20260616T080000Z/);

    await world.post("/v1/bookings/cancel", { token });
    await world.context.jobs.drain();
    expect(await readEvents(radicale, calendarUrl)).toEqual([]);
    const [, , cancelled, ...more] = mailsTo("gus@guests.example");
    expect(more).toEqual([]);
    expect(cancelled?.ics).toMatch(/METHOD:CANCEL[^]*SEQUENCE:2/);
    expect(new Set(mailsTo("gus@guests.example").map(({ subject }) => subject)).size).toBe(3);

    expect(logged.length).toBeGreaterThan(0);
    expect(logged.join("").toLowerCase()).not.toMatch(/gus@|guests\.example/);
  });

  test("whose mail is refused keep nobody else from theirs, and are not named in the log either", async () => {
    await open(withGuests, { refuse: (address) => address.startsWith("gus@") });
    expect((await book(["gus@guests.example", "ida@guests.example"])).status).toBe(200);
    await world.context.jobs.drain();
    expect(smtp.recipients.toSorted()).toEqual(["anna@acme.example", "ida@guests.example", "vera@firm.example"]);
    expect(logged.join("")).toContain("a mail was not accepted");
    expect(logged.join("").toLowerCase()).not.toMatch(/gus@|guests\.example/);
  });

  test.each([
    ["no address", ["gus"]],
    ["two in one", ["gus@guests.example,ida@guests.example"]],
    ["a header", ["gus@guests.example\r\nBcc: all@guests.example"]],
    ["a calendar line", ["gus@guests.example\nATTENDEE:mailto:x@y.example"]],
    ["more than there are places", ["a@guests.example", "b@guests.example", "c@guests.example"]],
  ])("that are %s are refused at their field, without a word of what was typed, and nothing is booked", async (_, guests) => {
    await open(withGuests);
    const refused = await book(guests);
    const text = await refused.text();
    expect(refused.status).toBe(422);
    expect(JSON.parse(text)).toMatchObject({ error: { code: "guests_invalid", param: "guests" } });
    expect(text).not.toContain("guests.example");
    await world.context.jobs.drain();
    expect([smtp.mails, await world.context.world.store.read.bookings.listActive(world.context.world.now())]).toEqual([[], []]);
    expect(logged.join("")).not.toContain("guests.example");
  });
});
