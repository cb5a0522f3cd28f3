import { describe, expect, test } from "vitest";
import { instant } from "../../server/core/time.ts";
import { useEngines } from "../support/engines.ts";
import { mondayMorning, type TestWorld } from "../support/test-world.ts";

const lead = { email: "someone@firm.example", name: "Sam Some" };
const tokenOf = (manageUrl: string) => manageUrl.slice(manageUrl.indexOf("#") + 1);

describe.each(useEngines())("on $engine", ({ open }) => {
  let world: TestWorld;

  /** Books the first time; what was booked, and the lead that booked it. */
  const bookFirst = async () => {
    const answer = await world.submit(lead);
    const booked = await world.book(answer);
    if (booked.outcome !== "booked") throw new Error(booked.outcome);
    const rows = await world.context.world.store.read.bookings.listByLead(`lead_${answer.leadId.slice(5)}`);
    const [booking] = rows;
    if (!booking) throw new Error("no booking");
    return { booked, booking, leadId: booking.leadId, token: tokenOf(booked.manageUrl) };
  };
  const historyOf = async (leadId: `lead_${string}`) =>
    (await world.context.world.store.read.bookingEvents.listByLead(leadId)).map(({ action, from, to, by }) => [
      action,
      from ?? null,
      to,
      by,
    ]);

  test("every step of a meeting is in its history, by whom it was done", async () => {
    world = await open();
    world.context.jobs.start();
    const { leadId, token } = await bookFirst();
    await world.context.jobs.drain();
    world.setNow(instant(mondayMorning + 1));
    await world.post("/v1/bookings/reschedule", { token, start: "2026-06-16T09:00:00Z" });
    await world.context.jobs.drain();
    world.setNow(instant(mondayMorning + 2));
    await world.post("/v1/bookings/cancel", { token });
    expect(await historyOf(leadId)).toEqual([
      ["book", null, "booked", "visitor"],
      ["confirm", "booked", "confirmed", "server"],
      ["reschedule", "confirmed", "booked", "visitor"],
      ["confirm", "booked", "confirmed", "server"],
      ["cancel", "confirmed", "cancelled", "visitor"],
    ]);
  });

  test("a meeting that is over is completed by the next round, and its time stays its own", async () => {
    world = await open();
    const { booking, leadId } = await bookFirst();
    world.setNow(instant(booking.endAt - 60_000));
    await world.context.rounds.once();
    expect(await historyOf(leadId)).toHaveLength(1);
    world.setNow(booking.endAt);
    await world.context.rounds.once();
    const { store } = world.context.world;
    expect(await store.read.bookings.find(booking.id)).toMatchObject({ status: "completed" });
    expect((await historyOf(leadId)).at(-1)).toEqual(["complete", "booked", "completed", "server"]);
    const late = { ...booking, id: "bk_another_____________" as const };
    expect(await store.write((repos) => repos.bookings.insert({ ...late, status: "booked" }))).toBe(false);
  });
});
