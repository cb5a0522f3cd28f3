import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { DeskAnswer } from "../../server/contract/bookings.ts";
import type { ManageAnswer, Offer } from "../../server/contract/public.ts";
import type { Booking } from "../../server/core/book/booking.ts";
import { instant } from "../../server/core/time.ts";
import { type EventChange, eventChanged } from "../../server/flows/bookings/event-changed.ts";
import { repToken } from "../../server/flows/bookings/rep-link.ts";
import { readReceipt } from "../../server/flows/leads/read-receipt.ts";
import { startPostgres, type TestPostgres } from "../support/postgres.ts";
import {
  mondayMorning,
  openTestWorld,
  readJson,
  smallSetup,
  type TestWorld,
  type TestWorldOptions,
} from "../support/test-world.ts";

let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres.stop());

let world: TestWorld;
afterEach(() => world.close());

const engines = [
  { engine: "SQLite", database: async () => ":memory:" },
  { engine: "Postgres", database: () => postgres.createDatabase() },
];
const minuteMs = 60_000;
const adminToken = "operator-token-0123456789abcdef";
const tokenOf = (manageUrl: string) => manageUrl.slice(manageUrl.indexOf("#") + 1);
const withType = (more: string) => smallSetup.replace("name: Demo,", `name: Demo, ${more},`);

describe.each(engines)("on $engine", ({ database }) => {
  const open = async (options: TestWorldOptions = {}) => {
    world = await openTestWorld({ databaseUrl: await database(), env: { HANDRAISE_ADMIN_TOKEN: adminToken }, ...options });
    world.context.jobs.start();
    return world;
  };
  const store = () => world.context.world.store;
  const settle = () => world.context.jobs.drain();

  let leads = 0;
  const book = async (more: object = {}, minute?: number) => {
    const answer = await world.submit({ email: `a@firm${leads++}.example`, name: "Sam Some" });
    if (answer.outcome !== "offered") throw new Error(answer.outcome);
    const start = new Date((minute ?? answer.offer.times.firstMinute ?? 0) * minuteMs).toISOString();
    const wish = {
      token: answer.offer.token,
      start,
      timeZone: "Europe/Berlin",
      locale: "de-DE",
      name: "Vera",
      email: "vera@firm.example",
    };
    const booked = await readJson<{ outcome: string; manageUrl: string }>(await world.post("/v1/bookings", { ...wish, ...more }));
    if (booked.outcome !== "booked") throw new Error(JSON.stringify(booked));
    const rows = await store().read.bookings.listByLead(`lead_${answer.leadId.slice(5)}`);
    // Its event may be written by now.
    const booking = rows.find(({ status }) => status === "booked" || status === "confirmed");
    if (!booking) throw new Error("no booking");
    await settle();
    return { booking, token: tokenOf(booked.manageUrl), start };
  };
  const manage = async (path: string, body: object) =>
    readJson<ManageAnswer & { error?: { code: string } }>(await world.post(`/v1/bookings/${path}`, body));
  const desk = async ({ id }: Booking, deed: string, body: object = {}) =>
    readJson<DeskAnswer & { error?: { code: string } }>(
      await world.post(`/v1/admin/bookings/${id}/${deed}`, body, { authorization: `Bearer ${adminToken}` }),
    );
  const rowsOf = async ({ leadId }: Booking) =>
    (await store().read.bookings.listByLead(leadId)).map(({ repId, status }) => `${repId} ${status}`).toSorted();
  const mailsTo = async (to: string) =>
    (await store().read.messages.list(50)).filter((message) => message.to === to).map(({ subject }) => subject);
  const turns = async () =>
    (await store().read.ledger.after("sales", 0)).map(({ repId, kind, turns: count }) => [repId, kind, count]);
  const change = async (booking: Booking, what: EventChange) => {
    const now = (await store().read.bookings.find(booking.id)) ?? booking;
    const job = { bookingId: booking.id, sequence: now.sequence, change: what };
    expect(await eventChanged(world.context.world, job)).toEqual({ kind: "done" });
    expect(await eventChanged(world.context.world, job)).toEqual({ kind: "done" });
    await settle();
  };

  describe("reassigning", () => {
    test("routes the lead again without the rep: the next one has the meeting, the turn, the event and the invite, the visitor the link", async () => {
      await open();
      const { booking, token } = await book();
      expect(await desk(booking, "reassign", { why: "Ill today." })).toMatchObject({
        outcome: "ok",
        booking: { rep: { id: "ben" } },
      });
      await settle();
      expect(await rowsOf(booking)).toEqual(["anna reassigned", "ben confirmed"]);
      expect(await manage("view", { token })).toMatchObject({ booking: { rep: { name: "Ben" }, status: "confirmed" } });
      expect((await turns()).slice(-2)).toEqual([
        ["anna", "reassigned", -1],
        ["ben", "reassigned", 1],
      ]);
      const invites = (await store().read.messages.list(50)).filter(({ to }) => to === "vera@firm.example");
      expect(invites.map(({ ics }) => /METHOD:(\w+)/.exec(ics ?? "")?.[1] ?? "").toSorted()).toEqual([
        "CANCEL",
        "REQUEST",
        "REQUEST",
      ]);
      const uids = invites.map(({ ics = "" }) => `${/METHOD:(\w+)/.exec(ics)?.[1]} ${/UID:(.*)\r/.exec(ics)?.[1]}`);
      expect(new Set(uids).size).toBe(3);
      expect(await mailsTo("anna@acme.example")).toEqual(expect.arrayContaining([expect.stringContaining("Handed over")]));
      expect(await mailsTo("ben@acme.example")).toEqual([expect.stringContaining("New meeting")]);
      const history = await store().read.bookingEvents.listByLead(booking.leadId);
      expect(history.map(({ action, by, why }) => [action, by, why])).toContainEqual(["reassign", "operator", "Ill today."]);
      expect(await manage("cancel", { token })).toMatchObject({ booking: { status: "cancelled" } });
      expect(await rowsOf(booking)).toEqual(["anna reassigned", "ben cancelled"]);
    });

    test("goes to a rep who is named, and never back to one who passed it on", async () => {
      await open();
      const { booking, token } = await book();
      expect(await desk(booking, "reassign", { repId: "olga" })).toMatchObject({ booking: { rep: { id: "olga" } } });
      const second = (await store().read.bookings.listByLead(booking.leadId)).find(({ repId }) => repId === "olga");
      if (!second) throw new Error("nothing for Olga");
      expect(await desk(second, "reassign")).toMatchObject({ booking: { rep: { id: "ben" } } });
      expect(await manage("view", { token })).toMatchObject({ booking: { rep: { name: "Ben" } } });
      expect(await desk(booking, "reassign")).toMatchObject({ error: { code: "booking_closed" } });
      expect(await desk(booking, "reassign", { repId: "nobody" })).toMatchObject({ error: { code: "booking_closed" } });
    });

    test("changes nothing when nobody is free then", async () => {
      await open();
      const { booking, start } = await book();
      await book({}, Date.parse(start) / minuteMs);
      const before = await turns();
      expect(await desk(booking, "reassign")).toMatchObject({ outcome: "nobody_free", booking: { rep: { id: "anna" } } });
      expect(await rowsOf(booking)).toEqual(["anna confirmed"]);
      expect(await turns()).toEqual(before);
    });

    test("of a whole team is refused, and so is one by nobody", async () => {
      await open({ setup: smallSetup.replace("members: [anna, ben],", "members: [anna, ben], offer: all,") });
      const { booking } = await book();
      expect(await desk(booking, "reassign")).toMatchObject({ error: { code: "booking_shared" } });
      const anonymous = await world.post(`/v1/admin/bookings/${booking.id}/reassign`, {});
      expect(anonymous.status).toBe(401);
    });
  });

  describe("ending", () => {
    test("an operator calls a meeting off with a message; the visitor reads it and may book anew", async () => {
      await open();
      const { booking, token } = await book();
      expect(await desk(booking, "cancel", { why: "Our office is closed." })).toMatchObject({ booking: { status: "cancelled" } });
      expect(await desk(booking, "cancel")).toMatchObject({ booking: { status: "cancelled" } });
      await settle();
      const [last] = (await store().read.messages.list(50)).filter(
        ({ to, ics }) => to === "vera@firm.example" && ics?.includes("METHOD:CANCEL"),
      );
      expect(last?.text).toContain("Our office is closed.");
      const view = await manage("view", { token });
      if (view.outcome !== "ok" || !view.again) throw new Error("no way to book anew");
      const offer = await readJson<Offer>(await world.post("/v1/times", { token: view.again }));
      const start = new Date((offer.times.firstMinute ?? 0) * minuteMs).toISOString();
      const wish = { token: view.again, start, timeZone: "UTC", locale: "en", name: "Vera", email: "vera@firm.example" };
      expect(await readJson(await world.post("/v1/bookings", wish))).toMatchObject({ outcome: "booked" });
      expect((await turns()).filter(([, kind]) => kind === "cancelled")).toEqual([["anna", "cancelled", -1]]);
    });

    test("a no-show gives the turn back, and a mistake is mended", async () => {
      await open();
      const { booking } = await book();
      expect(await desk(booking, "no-show")).toMatchObject({ error: { code: "booking_closed" } });
      world.setNow(instant(booking.startAt + 10 * minuteMs));
      expect(await desk(booking, "no-show")).toMatchObject({ booking: { status: "no_show" } });
      expect(await desk(booking, "no-show")).toMatchObject({ booking: { status: "no_show" } });
      expect(await desk(booking, "complete", { why: "She called." })).toMatchObject({ booking: { status: "completed" } });
      expect((await turns()).filter(([repId, , count]) => repId === "anna" && count !== 0)).toEqual([
        ["anna", "offered", 1],
        ["anna", "no_show", -1],
        ["anna", "booked", 1],
      ]);
      expect(await desk(booking, "cancel")).toMatchObject({ error: { code: "booking_closed" } });
    });
  });

  describe("a visitor's change", () => {
    test("is refused with its own code when it is too late, too often or not allowed, and the page says so before", async () => {
      await open({ setup: withType("reschedule: { untilMinutes: 30, atMost: 1 }, cancel: false") });
      const { token, booking } = await book();
      expect(await manage("cancel", { token })).toMatchObject({ error: { code: "change_not_allowed" } });
      const move = (start: string) => manage("reschedule", { token, start });
      expect(await manage("view", { token })).toMatchObject({
        booking: { changes: { reschedule: { refusal: null }, cancel: { refusal: "change_not_allowed" } } },
      });
      expect(await move("2026-06-16T09:00:00Z")).toMatchObject({ outcome: "ok" });
      expect(await move("2026-06-16T10:00:00Z")).toMatchObject({ error: { code: "change_too_often" } });
      world.setNow(instant(Date.parse("2026-06-16T08:30:00Z")));
      expect(await manage("times", { token })).toMatchObject({ error: { code: "change_too_late" } });
      expect(await manage("view", { token })).toMatchObject({
        booking: { changes: { reschedule: { refusal: "change_too_late", until: "2026-06-16T08:30:00.000Z" } } },
      });
      expect(await desk(booking, "cancel")).toMatchObject({ booking: { status: "cancelled" } });
    });

    test("goes to whoever of the pool is free, where the type says so", async () => {
      await open({ setup: withType("reschedule: { with: pool }") });
      const first = await book();
      const tuesday = Date.parse("2026-06-16T09:00:00Z");
      await book();
      const other = await book({}, tuesday / minuteMs);
      expect(other.booking.repId).toBe("anna");
      const times = await manage("times", { token: first.token });
      const minutes = [times.times?.firstMinute ?? 0];
      for (const delta of times.times?.deltas ?? []) minutes.push((minutes.at(-1) ?? 0) + delta);
      expect(minutes).toContain(tuesday / minuteMs);
      expect(await manage("reschedule", { token: first.token, start: new Date(tuesday).toISOString() })).toMatchObject({
        outcome: "ok",
        booking: { rep: { name: "Ben" }, start: "2026-06-16T09:00:00.000Z" },
      });
      await settle();
      expect(await rowsOf(first.booking)).toEqual(["anna reassigned", "ben confirmed"]);
    });
  });

  describe("what a rep does in the calendar", () => {
    test.each(["declined", "deleted"] as const)(
      "%s: the next free rep has the meeting at the same time, and everybody is told",
      async (kind) => {
        await open();
        const { booking, token, start } = await book();
        await change(booking, { kind });
        expect(await rowsOf(booking)).toEqual(["anna reassigned", "ben confirmed"]);
        expect(await manage("view", { token })).toMatchObject({ booking: { rep: { name: "Ben" }, start } });
        expect(await mailsTo("vera@firm.example")).toEqual(expect.arrayContaining([expect.stringContaining("Jetzt mit Ben")]));
        const history = await store().read.bookingEvents.listByLead(booking.leadId);
        expect(history.find(({ action }) => action === "reassign")).toMatchObject({ by: "calendar" });
      },
    );

    test("declined with nobody else free: the visitor is asked for another time and has a way to choose one", async () => {
      await open();
      const { booking, token, start } = await book();
      await book({}, Date.parse(start) / minuteMs);
      await change(booking, { kind: "declined" });
      expect(await rowsOf(booking)).toEqual(["anna cancelled"]);
      const [mail] = (await store().read.messages.list(50)).filter(({ subject }) => subject.startsWith("Bitte wählen Sie"));
      expect(mail?.text).toContain(`/manage#${token}`);
      expect(await manage("view", { token })).toMatchObject({ booking: { status: "cancelled" }, again: expect.any(String) });
    });

    test("declined where the type asks the visitor: nobody else is given the meeting", async () => {
      await open({ setup: withType("whenRepDeclines: askVisitor") });
      const { booking } = await book();
      await change(booking, { kind: "declined" });
      expect(await rowsOf(booking)).toEqual(["anna cancelled"]);
    });

    test("moved: the booking follows, and the visitor is told with a higher sequence", async () => {
      await open();
      const { booking, token } = await book();
      const startAt = instant(Date.parse("2026-06-16T06:15:00Z"));
      await change(booking, { kind: "moved", startAt, endAt: instant(startAt + 45 * minuteMs) });
      expect(await manage("view", { token })).toMatchObject({
        booking: { status: "confirmed", start: "2026-06-16T06:15:00.000Z", end: "2026-06-16T07:00:00.000Z" },
      });
      const sequences = (await store().read.messages.list(50))
        .filter(({ to }) => to === "vera@firm.example")
        .map(({ ics }) => /SEQUENCE:(\d+)/.exec(ics ?? "")?.[1] ?? "");
      expect(sequences.toSorted()).toEqual(["0", "1"]);
    });

    test("moved onto another meeting of ours: the booking stays, the event goes back, and the rep is asked", async () => {
      await open();
      const first = await book();
      const tuesday = Date.parse("2026-06-16T09:00:00Z");
      await book();
      await book({}, tuesday / minuteMs);
      await change(first.booking, { kind: "moved", startAt: instant(tuesday), endAt: instant(tuesday + 60 * minuteMs) });
      expect(await store().read.bookings.find(first.booking.id)).toMatchObject({
        startAt: first.booking.startAt,
        status: "confirmed",
      });
      expect(await mailsTo("anna@acme.example")).toEqual(expect.arrayContaining([expect.stringContaining("Two things at once")]));
    });

    test("overlapped: the rep is asked once and nothing else changes", async () => {
      await open();
      const { booking } = await book();
      await change(booking, { kind: "overlaps", startAt: booking.startAt, endAt: booking.endAt });
      expect(await rowsOf(booking)).toEqual(["anna confirmed"]);
      expect((await mailsTo("anna@acme.example")).filter((subject) => subject.startsWith("Two things"))).toHaveLength(1);
    });

    test("what was seen of an earlier state of the booking changes nothing", async () => {
      await open();
      const { booking, token } = await book();
      await manage("reschedule", { token, start: "2026-06-16T09:00:00Z" });
      await eventChanged(world.context.world, { bookingId: booking.id, sequence: 0, change: { kind: "deleted" } });
      await settle();
      expect(await rowsOf(booking)).toEqual(["anna confirmed"]);
    });
  });

  describe("the rep's link", () => {
    const page = async (path: string, fields: Readonly<Record<string, string>>) =>
      world.app.request(path, {
        method: "POST",
        headers: { "content-type": "application/x-www-form-urlencoded" },
        body: new URLSearchParams(fields).toString(),
      });

    test("shows the meeting and does nothing by itself; its buttons pass it on, and then it is closed", async () => {
      await open();
      const { booking } = await book();
      const mail = (await store().read.messages.list(50)).find(({ to }) => to === "anna@acme.example");
      const token = repToken(world.context.world.digests, booking.id);
      expect(mail?.text).toContain(`https://book.acme.example/meeting#${token}`);
      expect((await world.app.request("/meeting")).status).toBe(200);
      const shown = await (await page("/meeting", { token })).text();
      for (const words of ["Vera", "Give it to a colleague", "Call the meeting off", "Ben"]) expect(shown).toContain(words);
      expect(shown).not.toContain("did not come");
      expect(await rowsOf(booking)).toEqual(["anna confirmed"]);
      const done = await page("/meeting/reassign", { token, to: "" });
      expect([done.status, await done.text()]).toEqual([200, expect.stringContaining("A colleague takes it")]);
      await settle();
      expect(await rowsOf(booking)).toEqual(["anna reassigned", "ben confirmed"]);
      expect((await page("/meeting", { token })).status).toBe(404);
    });

    test("calls off with a message, marks a no-show once it has begun, and refuses the rest in words", async () => {
      await open();
      const [one, two] = [await book(), await book()];
      const tokens = [one, two].map(({ booking }) => repToken(world.context.world.digests, booking.id));
      const [first = "", second = ""] = tokens;
      await page("/meeting/cancel", { token: first, why: "I am ill." });
      expect(await rowsOf(one.booking)).toEqual([`${one.booking.repId} cancelled`]);
      const early = await page("/meeting/no-show", { token: second });
      expect([early.status, await early.text()]).toEqual([409, expect.stringContaining("cancelled or has begun")]);
      world.setNow(instant(two.booking.startAt + minuteMs));
      expect(await (await page("/meeting/no-show", { token: second })).text()).toContain("came after all");
      expect(await rowsOf(two.booking)).toEqual([`${two.booking.repId} no_show`]);
    });

    test("of somebody else, forged or broken looks like one that never was, and another site's page cannot press its buttons", async () => {
      await open();
      const { booking } = await book();
      const token = repToken(world.context.world.digests, booking.id);
      const last = token.slice(-5, -4) === "A" ? "B" : "A";
      const forged = `${token.slice(0, -5)}${last}${token.slice(-4)}`;
      for (const bad of [forged, "", "x", token.slice(2)]) expect((await page("/meeting", { token: bad })).status).toBe(404);
      const foreign = await world.app.request("/meeting/cancel", {
        method: "POST",
        headers: { origin: "https://evil.example", "content-type": "application/x-www-form-urlencoded" },
        body: `token=${token}`,
      });
      expect(foreign.status).toBe(403);
      expect(await rowsOf(booking)).toEqual(["anna confirmed"]);
    });
  });

  describe("a meeting that other pools join", () => {
    const joined = smallSetup
      .replace("name: Demo,", "name: Demo, joinedBy: [engineers],")
      .replace(
        "  - { id: olga, ",
        "  - { id: eva, name: Eva, email: eva@acme.example }\n  - { id: emil, name: Emil, email: emil@acme.example }\n  - { id: olga, ",
      )
      .replace(
        "pools:\n",
        "pools:\n  - { id: engineers, members: [eva, emil], everybodyAway: { kind: message, text: Later. } }\n",
      );

    test("has one rep of each, in turn, at a time at which both are free; it is cancelled and moved for both", async () => {
      await open({ setup: joined });
      const first = await book();
      expect(await rowsOf(first.booking)).toEqual(["anna confirmed", "eva confirmed"]);
      const second = await book({}, Date.parse(first.start) / minuteMs);
      expect(await rowsOf(second.booking)).toEqual(["ben confirmed", "emil confirmed"]);
      const engineers = async () =>
        (await store().read.ledger.after("engineers", 0)).map(({ repId, turns: count }) => [repId, count]);
      expect(await engineers()).toEqual([
        ["eva", 1],
        ["emil", 1],
      ]);
      const third = await world.submit({ email: "a@third.example" });
      const shown = third.outcome === "offered" ? third.offer.times.firstMinute : null;
      expect(shown).toBe(Date.parse(first.start) / minuteMs + 60);
      expect(await manage("reschedule", { token: second.token, start: "2026-06-16T09:00:00Z" })).toMatchObject({ outcome: "ok" });
      expect(await manage("cancel", { token: first.token })).toMatchObject({ booking: { status: "cancelled" } });
      expect(await rowsOf(first.booking)).toEqual(["anna cancelled", "eva cancelled"]);
      expect((await engineers()).at(-1)).toEqual(["eva", -1]);
      await settle();
      expect(await mailsTo("eva@acme.example")).toHaveLength(2);
    });

    test("is held for both, and not offered when nobody of the other pool is free", async () => {
      await open({ setup: joined.replace("members: [eva, emil]", "members: [eva]") });
      const one = await world.submit({ email: "a@one.example" });
      const two = await world.submit({ email: "a@two.example" });
      if (one.outcome !== "offered" || two.outcome !== "offered") throw new Error("not offered");
      const start = new Date((one.offer.times.firstMinute ?? 0) * minuteMs).toISOString();
      expect(await readJson(await world.post("/v1/holds", { token: one.offer.token, start }))).toMatchObject({ outcome: "held" });
      const other = await readJson<Offer>(await world.post("/v1/times", { token: two.offer.token }));
      expect(other.times.firstMinute).toBe((one.offer.times.firstMinute ?? 0) + 60);
      expect(await world.book(two, one.offer.times.firstMinute ?? 0)).toMatchObject({ outcome: "taken" });
      expect(await world.book(one)).toMatchObject({ outcome: "booked" });
    });
  });

  describe("a meeting type", () => {
    const rich = withType(
      "lengths: [30, 60], guests: 2, reminders: [60], questions: [{ id: team, label: Team size, kind: choice, options: [small, big], required: true }], event: { title: '{meeting} ({answer.team}) with {visitor}' }, afterBooking: { kind: text, text: Bring coffee. }",
    );
    const extras = { minutes: 30, answers: [{ id: "team", value: "big" }], guests: ["gus@firm.example"] };

    test("asks, offers lengths and takes guests; all of it stands in the invite and in the mails", async () => {
      await open({ setup: rich });
      const { booking } = await book(extras);
      expect(booking).toMatchObject({
        answers: [{ id: "team", label: "Team size", value: "big" }],
        guests: ["gus@firm.example"],
      });
      expect(booking.endAt - booking.startAt).toBe(30 * minuteMs);
      const messages = await store().read.messages.list(50);
      expect(messages.map(({ to }) => to).toSorted()).toEqual(["anna@acme.example", "gus@firm.example", "vera@firm.example"]);
      const unfolded = messages.map(({ ics = "" }) => ics.replaceAll("\r\n ", ""));
      for (const ics of unfolded) {
        expect(ics).toContain("SUMMARY:Demo (big) with Vera");
        expect(ics).toContain("mailto:gus@firm.example");
      }
      const toGuest = messages.find(({ to }) => to === "gus@firm.example");
      expect(`${toGuest?.text}${toGuest?.ics}`).not.toContain("/manage#");
      const told = await readReceipt(world.context.world, booking.leadId);
      expect(told?.receipt.bookings[0]).toMatchObject({
        answers: [{ name: "Team size", value: "big", masked: false }],
        guests: 1,
      });
      expect(JSON.stringify(told)).not.toContain("gus@");
      const rep = messages.find(({ to }) => to === "anna@acme.example");
      for (const words of ["Team size: big", "gus@firm.example"]) expect(rep?.text).toContain(words);
    });

    test("refuses an answer that is missing, a length that there is not, and more guests than it takes", async () => {
      await open({ setup: rich });
      const { start } = await book(extras);
      const answer = await world.submit({ email: "a@other.example" });
      if (answer.outcome !== "offered") throw new Error(answer.outcome);
      expect(answer.offer.meetingType).toMatchObject({
        lengths: [30, 60],
        guests: 2,
        questions: [{ id: "team", required: true }],
      });
      const wish = { token: answer.offer.token, start, timeZone: "UTC", locale: "en", name: "V", email: "v@other.example" };
      const codeOf = async (more: object) =>
        (await readJson<{ error?: { code: string; param?: string } }>(await world.post("/v1/bookings", { ...wish, ...more })))
          .error;
      expect(await codeOf({})).toMatchObject({ code: "answer_invalid", param: "answers.team" });
      expect(await codeOf({ ...extras, answers: [{ id: "team", value: "none" }] })).toMatchObject({ code: "answer_invalid" });
      expect(await codeOf({ ...extras, minutes: 45 })).toMatchObject({ code: "length_invalid" });
      expect(await codeOf({ ...extras, guests: ["a@b.example", "c@d.example", "e@f.example"] })).toMatchObject({
        code: "guests_invalid",
      });
      expect(await codeOf({ ...extras, guests: ["nobody"] })).toMatchObject({ code: "guests_invalid" });
      expect(await rowsOf({ leadId: answer.leadId } as Booking)).toEqual([]);
    });

    test("reminds at its lead time, again after a move, not after a cancellation, and not when the meeting is too near", async () => {
      await open({ setup: rich });
      const near = await book(extras);
      expect(await mailsTo("vera@firm.example")).toHaveLength(1);
      const far = await book(extras, Date.parse("2026-06-16T09:00:00Z") / minuteMs);
      const gone = await book(extras, Date.parse("2026-06-16T12:00:00Z") / minuteMs);
      await manage("cancel", { token: gone.token });
      await manage("reschedule", { token: far.token, start: "2026-06-17T09:00:00Z" });
      const reminders = async () =>
        (await mailsTo("vera@firm.example")).filter((subject) => subject.startsWith("Erinnerung")).length;
      const at = async (iso: string) => {
        world.setNow(instant(Date.parse(iso)));
        await settle();
        return reminders();
      };
      expect(near.booking.startAt).toBe(mondayMorning + 60 * minuteMs);
      expect(await at("2026-06-16T11:30:00Z")).toBe(0);
      expect(await at("2026-06-17T07:59:00Z")).toBe(0);
      expect(await at("2026-06-17T08:00:00Z")).toBe(1);
      expect(await at("2026-06-17T12:00:00Z")).toBe(1);
    });
  });
});
