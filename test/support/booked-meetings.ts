import { expect } from "vitest";
import type { DeskAnswer } from "../../server/contract/bookings.ts";
import type { ManageAnswer } from "../../server/contract/public.ts";
import type { Booking } from "../../server/core/book/booking.ts";
import { type EventChange, eventChanged } from "../../server/flows/bookings/event-changed.ts";
import type { Engine } from "./engines.ts";
import { readJson, smallSetup, type TestWorld, type TestWorldOptions } from "./test-world.ts";

const minuteMs = 60_000;
const adminToken = "operator-token-0123456789abcdef";

/** The small setup, its one meeting type with more to it. */
export const withType = (more: string) => smallSetup.replace("name: Demo,", `name: Demo, ${more},`);

/** Meetings in a world with an operator, and what visitor, operator and calendar do to them; the world is the one opened last. */
export function bookedMeetings(engine: Engine) {
  let current: TestWorld;
  const world = () => current;
  const open = async (options: TestWorldOptions = {}) => {
    current = await engine.open({ env: { HANDRAISE_ADMIN_TOKEN: adminToken }, ...options });
    current.context.jobs.start();
    return current;
  };
  const store = () => current.context.world.store;
  const settle = () => current.context.jobs.drain();

  let leads = 0;
  const book = async (more: object = {}, minute?: number) => {
    const answer = await current.submit({ email: `a@firm${leads++}.example`, name: "Sam Some" });
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
    const booked = await readJson<{ outcome: string; manageUrl: string }>(
      await current.post("/v1/bookings", { ...wish, ...more }),
    );
    if (booked.outcome !== "booked") throw new Error(JSON.stringify(booked));
    const rows = await store().read.bookings.listByLead(`lead_${answer.leadId.slice(5)}`);
    // Its event may be written by now.
    const booking = rows.find(({ status }) => status === "booked" || status === "confirmed");
    if (!booking) throw new Error("no booking");
    await settle();
    return { booking, token: booked.manageUrl.slice(booked.manageUrl.indexOf("#") + 1), start };
  };
  const manage = async (path: string, body: object) =>
    readJson<ManageAnswer & { error?: { code: string } }>(await current.post(`/v1/bookings/${path}`, body));
  const desk = async ({ id }: Booking, deed: string, body: object = {}) =>
    readJson<DeskAnswer & { error?: { code: string } }>(
      await current.post(`/v1/admin/bookings/${id}/${deed}`, body, { authorization: `Bearer ${adminToken}` }),
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
    expect(await eventChanged(current.context.world, job)).toEqual({ kind: "done" });
    expect(await eventChanged(current.context.world, job)).toEqual({ kind: "done" });
    await settle();
  };
  return { open, world, store, settle, book, manage, desk, rowsOf, mailsTo, turns, change };
}
