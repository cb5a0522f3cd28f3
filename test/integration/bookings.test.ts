import { describe, expect, test } from "vitest";
import type { ManageAnswer } from "../../server/contract/public.ts";
import { instant } from "../../server/core/time.ts";
import { useEngines } from "../support/engines.ts";
import { mondayMorning, ownedAccount, readJson, smallSetup, type TestWorld } from "../support/test-world.ts";

const company = (name: string) => ({ email: `someone@${name}.example`, name: "Sam Some", company: name });
const tokenOf = (manageUrl: string) => manageUrl.slice(manageUrl.indexOf("#") + 1);

describe.each(useEngines())("on $engine", ({ open }) => {
  let world: TestWorld;

  describe("book", () => {
    test("a chosen time is booked, and the same request again answers the same booking", async () => {
      world = await open();
      const answer = await world.submit(company("firm"));
      const booked = await world.book(answer);
      expect(booked).toMatchObject({
        outcome: "booked",
        moved: false,
        booking: { status: "booked", rep: { name: "Anna" }, timeZone: "Europe/Berlin" },
      });
      expect(await world.book(answer)).toEqual(booked);
    });

    test("a taken time goes to the next free rep of the pool, and the turn goes with it", async () => {
      world = await open();
      const first = await world.submit(company("one"));
      await world.submit(company("two"));
      const third = await world.submit(company("three"));
      expect(await world.book(first)).toMatchObject({ outcome: "booked", booking: { rep: { name: "Anna" } } });
      const moved = await world.book(third, first.outcome === "offered" ? (first.offer.times.firstMinute ?? 0) : 0);
      expect(moved).toMatchObject({ outcome: "booked", moved: true, booking: { rep: { name: "Ben" } } });
      const entries = await world.context.world.store.read.ledger.after("sales", 3);
      expect(entries.map(({ repId, kind, turns }) => [repId, kind, turns])).toEqual([
        ["anna", "moved_away", -1],
        ["ben", "moved_here", 1],
      ]);
    });

    test("when nobody is free the answer is taken, with fresh times that lack the taken one", async () => {
      world = await open({ accounts: [ownedAccount] });
      const one = await world.submit({ email: "x@owned.example" });
      const two = await world.submit({ email: "y@owned.example" });
      const booked = await world.book(one);
      expect(booked.outcome).toBe("booked");
      const taken = await world.book(two);
      expect(taken.outcome).toBe("taken");
      if (taken.outcome !== "taken" || one.outcome !== "offered") return;
      expect(taken.offer.times.firstMinute).toBeGreaterThan(one.offer.times.firstMinute ?? 0);
      expect(await world.book({ ...two, outcome: "offered", offer: taken.offer })).toMatchObject({ outcome: "booked" });
    });

    test("thirty visitors on one time: as many win as there are reps, and everybody else is told", async () => {
      world = await open();
      const answers = await Promise.all(Array.from({ length: 30 }, (_, i) => world.submit(company(`firm${i}`))));
      const results = await Promise.all(answers.map((answer) => world.book(answer)));
      expect(results.filter((result) => result.outcome === "booked").length).toBe(2);
      expect(results.filter((result) => result.outcome === "taken").length).toBe(28);
    });

    test("a forged, broken or expired token books nothing and tells nothing", async () => {
      world = await open();
      const answer = await world.submit(company("firm"));
      if (answer.outcome !== "offered") throw new Error("not offered");
      const { token } = answer.offer;
      const forged = (token.startsWith("A") ? "B" : "A") + token.slice(1);
      for (const bad of [forged, "", "x", token.slice(0, -4)]) {
        const response = await world.post("/v1/bookings", {
          token: bad,
          start: "2026-06-15T09:00:00Z",
          timeZone: "UTC",
          locale: "en",
          name: "V",
          email: "v@x.example",
        });
        expect(response.status).toBe(404);
        expect(await response.json()).toMatchObject({ error: { code: "token_invalid" } });
      }
      world.setNow(instant(mondayMorning + 16 * 60_000));
      expect(await world.book(answer)).toMatchObject({ error: { code: "token_invalid" } });
    });

    test("a time that was never offered is not booked", async () => {
      world = await open();
      const answer = await world.submit(company("firm"));
      const threeInTheMorning = Date.parse("2026-06-16T03:00:00Z") / 60_000;
      expect(await world.book(answer, threeInTheMorning)).toMatchObject({ outcome: "taken" });
    });
  });

  describe("a pool that takes part as a whole", () => {
    const teamSetup = smallSetup.replace("members: [anna, ben],", "members: [anna, ben], offer: all,");

    test("is offered when all are free, booked for all or for nobody, and moves and ends together", async () => {
      world = await open({ setup: teamSetup });
      const { store } = world.context.world;
      const first = await world.submit(company("one"));
      const second = await world.submit(company("two"));
      expect(first).toMatchObject({ outcome: "offered", offer: { rep: null } });
      const booked = await world.book(first);
      if (booked.outcome !== "booked") throw new Error(booked.outcome);
      const active = async () =>
        (await store.read.bookings.listActive(mondayMorning)).map(({ repId, startAt, uid }) => ({ repId, startAt, uid }));
      expect((await active()).map(({ repId }) => repId).toSorted()).toEqual(["anna", "ben"]);
      expect(new Set((await active()).map(({ uid }) => uid)).size).toBe(1);
      expect((await world.book(second)).outcome).toBe("taken");

      const token = tokenOf(booked.manageUrl);
      await world.post("/v1/bookings/reschedule", { token, start: "2026-06-16T09:00:00Z" });
      expect(new Set((await active()).map(({ startAt }) => startAt))).toEqual(new Set([Date.parse("2026-06-16T09:00:00Z")]));
      world.context.jobs.start();
      await world.context.jobs.drain();
      expect((await store.read.messages.list(20)).map(({ to }) => to).toSorted()).toEqual([
        "anna@acme.example",
        "ben@acme.example",
        "vera@firm.example",
      ]);
      await world.post("/v1/bookings/cancel", { token });
      expect(await active()).toEqual([]);
    });

    test("is not offered at a time at which one of them is busy", async () => {
      world = await open({ setup: teamSetup });
      const type = world.context.world.state.setup().meetingTypes.get("demo");
      if (!type) throw new Error("no type");
      const before = await world.submit(company("one"));
      if (before.outcome !== "offered") throw new Error(before.outcome);
      const now = world.context.world.now();
      const start = (before.offer.times.firstMinute ?? 0) * 60_000;
      world.context.world.state.calendars.applyReading("ben", {
        spans: new Int32Array([start / 60_000, start / 60_000 + 60]),
        startAt: now,
        endAt: instant(now + 30 * 86_400_000),
        checkedAt: now,
      });
      const after = await world.submit(company("two"));
      expect(after.outcome === "offered" && after.offer.times.firstMinute).toBe((before.offer.times.firstMinute ?? 0) + 60);
    });
  });

  describe("after booking", () => {
    test("event and mails are written, a move and a cancellation follow under the same uid", async () => {
      world = await open();
      const { store } = world.context.world;
      const booked = await world.book(await world.submit(company("firm")));
      if (booked.outcome !== "booked") throw new Error(booked.outcome);
      const token = tokenOf(booked.manageUrl);
      world.context.jobs.start();
      await world.context.jobs.drain();
      expect(await readJson<ManageAnswer>(await world.post("/v1/bookings/view", { token }))).toMatchObject({
        booking: { status: "confirmed" },
      });

      const times = await readJson<ManageAnswer>(await world.post("/v1/bookings/times", { token }));
      const start = new Date(((times.times?.firstMinute ?? 0) + 60) * 60_000).toISOString();
      expect(await readJson<ManageAnswer>(await world.post("/v1/bookings/reschedule", { token, start }))).toMatchObject({
        outcome: "ok",
        booking: { start },
      });
      await world.context.jobs.drain();
      expect(await readJson<ManageAnswer>(await world.post("/v1/bookings/cancel", { token }))).toMatchObject({
        booking: { status: "cancelled" },
      });
      expect(await readJson<ManageAnswer>(await world.post("/v1/bookings/cancel", { token }))).toMatchObject({
        booking: { status: "cancelled" },
      });
      await world.context.jobs.drain();

      const messages = await store.read.messages.list(20);
      expect(messages.length).toBe(6);
      const invites = messages.filter((message) => message.to === "vera@firm.example").map((message) => message.ics ?? "");
      expect(new Set(invites.map((ics) => /UID:(.*)\r/.exec(ics)?.[1])).size).toBe(1);
      expect(invites.map((ics) => Number(/SEQUENCE:(\d+)/.exec(ics)?.[1])).toSorted((a, b) => a - b)).toEqual([0, 1, 2]);
      expect(invites.filter((ics) => ics.includes("METHOD:CANCEL")).length).toBe(1);
      expect(await store.read.jobs.counts()).toMatchObject({ ready: 0, leased: 0, dead: 0 });
    });

    test("a cancelled time can be booked again", async () => {
      world = await open({ accounts: [ownedAccount] });
      const booked = await world.book(await world.submit({ email: "x@owned.example" }));
      if (booked.outcome !== "booked") throw new Error(booked.outcome);
      await world.post("/v1/bookings/cancel", { token: tokenOf(booked.manageUrl) });
      const again = await world.submit({ email: "y@owned.example" });
      expect(again.outcome === "offered" && again.offer.times.firstMinute).toBe(Date.parse(booked.booking.start) / 60_000);
    });

    test("an unknown link and one to a lead's other booking look the same", async () => {
      world = await open();
      const response = await world.post("/v1/bookings/cancel", { token: "AAAAAAAAAAAAAAAAAAAAAA" });
      expect(response.status).toBe(404);
      expect(await response.json()).toMatchObject({ error: { code: "token_invalid" } });
    });
  });
});
