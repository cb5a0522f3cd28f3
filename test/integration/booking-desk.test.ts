import { describe, expect, test } from "vitest";
import type { Offer } from "../../server/contract/public.ts";
import { instant } from "../../server/core/time.ts";
import { eventChanged } from "../../server/flows/bookings/event-changed.ts";
import { repToken } from "../../server/flows/bookings/rep-link.ts";
import { bookedMeetings, withType } from "../support/booked-meetings.ts";
import { useEngines } from "../support/engines.ts";
import { readJson, smallSetup } from "../support/test-world.ts";

const minuteMs = 60_000;

describe.each(useEngines())("on $engine", (engine) => {
  const { open, world, store, settle, book, manage, desk, rowsOf, mailsTo, turns, change } = bookedMeetings(engine);

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
      const anonymous = await world().post(`/v1/admin/bookings/${booking.id}/reassign`, {});
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
      const offer = await readJson<Offer>(await world().post("/v1/times", { token: view.again }));
      const start = new Date((offer.times.firstMinute ?? 0) * minuteMs).toISOString();
      const wish = { token: view.again, start, timeZone: "UTC", locale: "en", name: "Vera", email: "vera@firm.example" };
      expect(await readJson(await world().post("/v1/bookings", wish))).toMatchObject({ outcome: "booked" });
      expect((await turns()).filter(([, kind]) => kind === "cancelled")).toEqual([["anna", "cancelled", -1]]);
    });

    test("a no-show gives the turn back, and a mistake is mended", async () => {
      await open();
      const { booking } = await book();
      expect(await desk(booking, "no-show")).toMatchObject({ error: { code: "booking_closed" } });
      world().setNow(instant(booking.startAt + 10 * minuteMs));
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
      await eventChanged(world().context.world, { bookingId: booking.id, sequence: 0, change: { kind: "deleted" } });
      await settle();
      expect(await rowsOf(booking)).toEqual(["anna confirmed"]);
    });
  });

  describe("the rep's link", () => {
    const page = async (path: string, fields: Readonly<Record<string, string>>) =>
      world().app.request(path, {
        method: "POST",
        headers: { "content-type": "application/x-www-form-urlencoded" },
        body: new URLSearchParams(fields).toString(),
      });

    test("shows the meeting and does nothing by itself; its buttons pass it on, and then it is closed", async () => {
      await open();
      const { booking } = await book();
      const mail = (await store().read.messages.list(50)).find(({ to }) => to === "anna@acme.example");
      const token = repToken(world().context.world.digests, booking.id);
      expect(mail?.text).toContain(`https://book.acme.example/meeting#${token}`);
      expect((await world().app.request("/meeting")).status).toBe(200);
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
      const tokens = [one, two].map(({ booking }) => repToken(world().context.world.digests, booking.id));
      const [first = "", second = ""] = tokens;
      await page("/meeting/cancel", { token: first, why: "I am ill." });
      expect(await rowsOf(one.booking)).toEqual([`${one.booking.repId} cancelled`]);
      const early = await page("/meeting/no-show", { token: second });
      expect([early.status, await early.text()]).toEqual([409, expect.stringContaining("cancelled or has begun")]);
      world().setNow(instant(two.booking.startAt + minuteMs));
      expect(await (await page("/meeting/no-show", { token: second })).text()).toContain("came after all");
      expect(await rowsOf(two.booking)).toEqual([`${two.booking.repId} no_show`]);
    });

    test("of somebody else, forged or broken looks like one that never was, and another site's page cannot press its buttons", async () => {
      await open();
      const { booking } = await book();
      const token = repToken(world().context.world.digests, booking.id);
      const last = token.slice(-5, -4) === "A" ? "B" : "A";
      const forged = `${token.slice(0, -5)}${last}${token.slice(-4)}`;
      for (const bad of [forged, "", "x", token.slice(2)]) expect((await page("/meeting", { token: bad })).status).toBe(404);
      const foreign = await world().app.request("/meeting/cancel", {
        method: "POST",
        headers: { origin: "https://evil.example", "content-type": "application/x-www-form-urlencoded" },
        body: `token=${token}`,
      });
      expect(foreign.status).toBe(403);
      expect(await rowsOf(booking)).toEqual(["anna confirmed"]);
    });
  });
});
