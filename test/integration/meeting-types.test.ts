import { describe, expect, test } from "vitest";
import type { Offer } from "../../server/contract/public.ts";
import type { Booking } from "../../server/core/book/booking.ts";
import { instant } from "../../server/core/time.ts";
import { readReceipt } from "../../server/flows/leads/read-receipt.ts";
import { bookedMeetings, withType } from "../support/booked-meetings.ts";
import { useEngines } from "../support/engines.ts";
import { mondayMorning, readJson, smallSetup } from "../support/test-world.ts";

const minuteMs = 60_000;

describe.each(useEngines())("on $engine", (engine) => {
  const { open, world, store, settle, book, manage, desk, rowsOf, mailsTo } = bookedMeetings(engine);

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
      world().setNow(instant(Date.parse("2026-06-16T08:30:00Z")));
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
      const third = await world().submit({ email: "a@third.example" });
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
      const one = await world().submit({ email: "a@one.example" });
      const two = await world().submit({ email: "a@two.example" });
      if (one.outcome !== "offered" || two.outcome !== "offered") throw new Error("not offered");
      const start = new Date((one.offer.times.firstMinute ?? 0) * minuteMs).toISOString();
      expect(await readJson(await world().post("/v1/holds", { token: one.offer.token, start }))).toMatchObject({
        outcome: "held",
      });
      const other = await readJson<Offer>(await world().post("/v1/times", { token: two.offer.token }));
      expect(other.times.firstMinute).toBe((one.offer.times.firstMinute ?? 0) + 60);
      expect(await world().book(two, one.offer.times.firstMinute ?? 0)).toMatchObject({ outcome: "taken" });
      expect(await world().book(one)).toMatchObject({ outcome: "booked" });
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
      const told = await readReceipt(world().context.world, booking.leadId);
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
      const answer = await world().submit({ email: "a@other.example" });
      if (answer.outcome !== "offered") throw new Error(answer.outcome);
      expect(answer.offer.meetingType).toMatchObject({
        lengths: [30, 60],
        guests: 2,
        questions: [{ id: "team", required: true }],
      });
      const wish = { token: answer.offer.token, start, timeZone: "UTC", locale: "en", name: "V", email: "v@other.example" };
      const codeOf = async (more: object) =>
        (await readJson<{ error?: { code: string; param?: string } }>(await world().post("/v1/bookings", { ...wish, ...more })))
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
        world().setNow(instant(Date.parse(iso)));
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
