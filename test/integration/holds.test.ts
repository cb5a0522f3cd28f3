import { describe, expect, test } from "vitest";
import type { BookingAnswer, HoldAnswer, Offer, SubmissionAnswer } from "../../server/contract/public.ts";
import { instant } from "../../server/core/time.ts";
import { useEngines } from "../support/engines.ts";
import { mondayMorning, ownedAccount, readJson, smallSetup, type TestWorld } from "../support/test-world.ts";

const minuteMs = 60_000;

describe.each(useEngines())("on $engine", ({ open }) => {
  let world: TestWorld;
  const offerOf = (answer: SubmissionAnswer): Offer => {
    if (answer.outcome !== "offered") throw new Error(answer.outcome);
    return answer.offer;
  };
  /** A visitor of an account whose one owner everybody wants. */
  const visitor = async (name: string) => world.submit({ email: `${name}@owned.example` });
  const iso = (minute: number) => new Date(minute * minuteMs).toISOString();
  const hold = async (answer: SubmissionAnswer, minute: number, more: object = {}) =>
    readJson<HoldAnswer>(await world.post("/v1/holds", { token: offerOf(answer).token, start: iso(minute), ...more }));
  const firstOf = (answer: SubmissionAnswer) => offerOf(answer).times.firstMinute ?? 0;
  const freshFirst = async (answer: SubmissionAnswer) => {
    const fresh = await readJson<Offer>(await world.post("/v1/times", { token: offerOf(answer).token }));
    return fresh.times.firstMinute;
  };
  const rowsOf = (answer: SubmissionAnswer) =>
    world.context.world.store.read.bookings.listByLead(`lead_${answer.leadId.slice(5)}`);

  test("a held time is kept from others by the database, and books for its own visitor", async () => {
    world = await open({ accounts: [ownedAccount] });
    const [one, two] = [await visitor("one"), await visitor("two")];
    const minute = firstOf(one);
    expect(await hold(one, minute)).toEqual({ outcome: "held", until: iso(mondayMorning / minuteMs + 5) });
    expect((await world.book(two, minute)).outcome).toBe("taken");
    expect(await hold(two, minute)).toMatchObject({ outcome: "taken" });
    const booked = await world.book(one, minute);
    expect(booked).toMatchObject({ outcome: "booked", booking: { start: iso(minute) } });
    const rows = await rowsOf(one);
    expect(rows.map(({ status, expiresAt, sequence }) => [status, expiresAt, sequence])).toEqual([["booked", undefined, 0]]);
    const history = await world.context.world.store.read.bookingEvents.listByLead(rows[0]?.leadId ?? "lead_");
    expect(history.map(({ action }) => action)).toEqual(["hold", "book"]);
  });

  test("a hold is in the way of others' times and never of its own visitor's", async () => {
    world = await open({ accounts: [ownedAccount] });
    const [one, two] = [await visitor("one"), await visitor("two")];
    const minute = firstOf(one);
    await hold(one, minute);
    expect(await freshFirst(one)).toBe(minute);
    expect(await freshFirst(two)).toBeGreaterThan(minute);
    const half = await world.book(one, minute + 60);
    expect(half).toMatchObject({ outcome: "booked", booking: { start: iso(minute + 60) } });
    expect(await freshFirst(two)).toBe(minute);
  });

  test("another choice takes the place of the one before", async () => {
    world = await open({ accounts: [ownedAccount] });
    const [one, two] = [await visitor("one"), await visitor("two")];
    const minute = firstOf(one);
    for (const later of [0, 60, 180, 120]) expect(await hold(one, minute + later)).toMatchObject({ outcome: "held" });
    expect((await rowsOf(one)).map(({ status, startAt }) => [status, startAt / minuteMs])).toEqual([["held", minute + 120]]);
    expect((await world.book(two, minute)).outcome).toBe("booked");
  });

  test("a hold ends by itself, and its time is shown and bookable again", async () => {
    world = await open({ accounts: [ownedAccount] });
    const [one, two] = [await visitor("one"), await visitor("two")];
    const minute = firstOf(one);
    await hold(one, minute);
    world.setNow(instant(mondayMorning + 5 * minuteMs));
    expect((await world.book(two, minute)).outcome).toBe("taken");
    await world.context.rounds.once();
    expect(await freshFirst(two)).toBe(minute);
    expect((await world.book(two, minute)).outcome).toBe("booked");
    expect((await rowsOf(one)).map(({ status }) => status)).toEqual(["expired"]);
    expect(await world.book(one, minute + 60)).toMatchObject({ outcome: "booked" });
  });

  test("who only plays with times cannot keep them: so many choices, and so long, is all that an offer has", async () => {
    world = await open({ accounts: [ownedAccount] });
    const one = await visitor("one");
    const minute = firstOf(one);
    const outcomes: string[] = [];
    for (let i = 0; i < 23; i++) outcomes.push((await hold(one, minute + (i % 2) * 60)).outcome);
    expect(outcomes).toEqual([...Array(21).fill("held"), "free", "free"]);
    const two = await visitor("two");
    for (const minutes of [0, 4, 8, 12]) {
      world.setNow(instant(mondayMorning + minutes * minuteMs));
      expect(await hold(two, minute + 120)).toMatchObject({
        outcome: "held",
        until: iso(mondayMorning / minuteMs + Math.min(minutes + 5, 15)),
      });
    }
  });

  test("with everybody of a pool wanted, a hold goes to the next free rep, and the booking stays with that rep", async () => {
    world = await open();
    const [one, two, three] = [
      await world.submit({ email: "a@one.example" }),
      await world.submit({ email: "a@two.example" }),
      await world.submit({ email: "a@three.example" }),
    ];
    const minute = firstOf(one);
    expect(await hold(one, minute)).toMatchObject({ outcome: "held" });
    expect(await hold(three, minute)).toMatchObject({ outcome: "held" });
    expect(await hold(two, minute)).toMatchObject({ outcome: "taken" });
    expect(await world.book(three, minute)).toMatchObject({ outcome: "booked", moved: true, booking: { rep: { name: "Ben" } } });
    expect(await world.book(one, minute)).toMatchObject({ outcome: "booked", moved: false, booking: { rep: { name: "Anna" } } });
  });

  test("a team's time is held for all of it or for nobody", async () => {
    world = await open({ setup: smallSetup.replace("members: [anna, ben],", "members: [anna, ben], offer: all,") });
    const [one, two] = [await world.submit({ email: "a@one.example" }), await world.submit({ email: "a@two.example" })];
    const minute = firstOf(one);
    expect(await hold(one, minute)).toMatchObject({ outcome: "held" });
    expect((await rowsOf(one)).map(({ repId, status }) => `${repId} ${status}`).toSorted()).toEqual(["anna held", "ben held"]);
    expect(await hold(two, minute)).toMatchObject({ outcome: "taken" });
    for (let again = 0; again < 8; again++) expect(await hold(one, minute + (again % 2) * 60)).toMatchObject({ outcome: "held" });
    expect(await world.book(two, minute)).toMatchObject({ outcome: "booked" });
    expect(await world.book(one, minute + 60)).toMatchObject({ outcome: "booked" });
    expect(new Set((await rowsOf(one)).map(({ uid }) => uid)).size).toBe(1);
  });

  test("forty visitors hold one time at once: as many as there are reps, and nobody twice", async () => {
    world = await open();
    const answers = await Promise.all(Array.from({ length: 40 }, (_, i) => world.submit({ email: `a@firm${i}.example` })));
    const minute = firstOf(answers[0] as SubmissionAnswer);
    const outcomes = await Promise.all(answers.map((answer) => hold(answer, minute)));
    expect(outcomes.filter(({ outcome }) => outcome === "held")).toHaveLength(2);
    expect(outcomes.filter(({ outcome }) => outcome === "taken")).toHaveLength(38);
    const booked: BookingAnswer[] = await Promise.all(answers.map((answer) => world.book(answer, minute)));
    expect(booked.filter(({ outcome }) => outcome === "booked")).toHaveLength(2);
  });

  test("nothing is held for a forged token, a time that is over, one that was never offered, or a length that there is not", async () => {
    world = await open();
    const one = await world.submit({ email: "a@one.example" });
    const minute = firstOf(one);
    const code = async (body: object) =>
      (await readJson<{ error: { code: string } }>(await world.post("/v1/holds", body))).error.code;
    const { token } = offerOf(one);
    expect(await code({ token: `${token.slice(0, -2)}xx`, start: iso(minute) })).toBe("token_invalid");
    expect(await code({ token, start: iso(mondayMorning / minuteMs - 60) })).toBe("time_invalid");
    expect(await code({ token, start: iso(minute), minutes: 45 })).toBe("length_invalid");
    expect(await hold(one, Date.parse("2026-06-16T03:00:00Z") / minuteMs)).toMatchObject({ outcome: "taken" });
    expect(await rowsOf(one)).toEqual([]);
  });
});
