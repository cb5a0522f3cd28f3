import { afterEach, describe, expect, test } from "vitest";
import type { JobRow } from "../../db/store/jobs.ts";
import { syncCalendars } from "../../server/flows/calendars/sync-calendars.ts";
import { type FollowedWorld, openFollowed } from "../support/followed-world.ts";

const hour = 3_600_000;

let followed: FollowedWorld;
let told: JobRow["payload"][];
afterEach(() => followed.close());

/** A meeting with Anna whose event is in her calendar; its times and the event's id there. */
async function meet(provider: "google" | "microsoft") {
  told = [];
  followed = await openFollowed({ provider, onChange: (payload) => told.push(payload) });
  await syncCalendars(followed.world.context.world, ["anna"]);
  const before = followed.vendor.ids();
  const answer = await followed.world.submit({ email: "vera@firm.example" });
  const booked = await followed.world.book(answer);
  if (booked.outcome !== "booked") throw new Error(booked.outcome);
  await followed.settle();
  await followed.settle();
  const [eventId = ""] = followed.vendor.ids().filter((id) => !before.includes(id));
  const [booking] = await followed.world.context.world.store.read.bookings.listActive(followed.now(), "anna");
  if (!booking) throw new Error("there is no booking");
  expect(booking.status).toBe("confirmed");
  // What we wrote ourselves is no news.
  expect(told).toEqual([]);
  return { booking, eventId, token: booked.manageUrl.slice(booked.manageUrl.indexOf("#") + 1) };
}

describe.each(["google", "microsoft"] as const)("%s", (provider) => {
  test("the rep declines a meeting in the calendar: told once", async () => {
    const { booking, eventId } = await meet(provider);
    followed.vendor.decline(eventId);
    await followed.settle();
    const change = { bookingId: booking.id, sequence: booking.sequence, change: "declined" };
    expect(told).toEqual([change]);
    followed.vendor.add(booking.startAt + 48 * hour, booking.endAt + 48 * hour);
    followed.vendor.forget();
    await followed.settle();
    expect(told).toEqual([change]);
  });

  test("the rep deletes it", async () => {
    const { booking, eventId } = await meet(provider);
    followed.vendor.remove(eventId);
    await followed.settle();
    expect(told).toEqual([{ bookingId: booking.id, sequence: booking.sequence, change: "deleted" }]);
  });

  test("the rep moves it, and moves it back: told where to", async () => {
    const { booking, eventId } = await meet(provider);
    const [startAt, endAt] = [booking.startAt + hour, booking.endAt + hour];
    followed.vendor.move(eventId, startAt, endAt);
    await followed.settle();
    expect(told).toEqual([{ bookingId: booking.id, sequence: booking.sequence, change: "moved", startAt, endAt }]);
    followed.vendor.move(eventId, booking.startAt, booking.endAt);
    await followed.settle();
    expect(told).toHaveLength(1);
  });

  test("another event is laid over it: told once, with that event's time; a neighbour is no news", async () => {
    const { booking } = await meet(provider);
    followed.vendor.add(booking.endAt, booking.endAt + hour);
    await followed.settle();
    expect(told).toEqual([]);
    const other = followed.vendor.add(booking.startAt - hour, booking.startAt + hour / 2);
    await followed.settle();
    expect(told).toMatchObject([{ bookingId: booking.id, change: "overlaps", startAt: booking.startAt - hour }]);
    followed.vendor.add(booking.endAt + 5 * hour, booking.endAt + 6 * hour);
    await followed.settle();
    expect(told).toHaveLength(1);
    followed.vendor.remove(other);
    await followed.settle();
    followed.vendor.add(booking.startAt, booking.endAt);
    await followed.settle();
    expect(told).toHaveLength(2);
  });

  test("a meeting that the visitor moves is not taken for one that the rep moved, whichever comes first", async () => {
    const { booking, token } = await meet(provider);
    const start = new Date(booking.startAt + 2 * hour).toISOString();
    // The event is not written yet when the calendar is looked at.
    followed.google?.fail("events.patch", { status: 503 });
    followed.graph?.faults.set("updateEvent", { status: 503, times: 1 });
    const answer = await followed.world.post("/v1/bookings/reschedule", { token, start });
    expect(await answer.json()).toMatchObject({ outcome: "ok" });
    await followed.world.context.jobs.drain();
    const { bookings } = followed.world.context.world.store.read;
    expect(await bookings.find(booking.id)).toMatchObject({ status: "booked", sequence: 1 });
    await syncCalendars(followed.world.context.world, ["anna"], true);
    expect(await bookings.find(booking.id)).toMatchObject({ status: "booked", sequence: 1 });
    followed.pass(10_000);
    await followed.settle();
    expect(await bookings.find(booking.id)).toMatchObject({ status: "confirmed", sequence: 1 });
    await syncCalendars(followed.world.context.world, ["anna"], true);
    await followed.settle();
    expect(told).toEqual([]);
  });
});

test("the rep connects another account: what stood in the one before is not taken for deleted", async () => {
  await meet("google");
  const { world } = followed.world.context;
  await world.store.write((repos) => repos.calendarSyncs.remove("anna"));
  const rep = world.state.setup().reps.get("anna");
  if (!rep) throw new Error("there is no Anna");
  const [booking] = await world.store.read.bookings.listActive(followed.now(), "anna");
  const calendarRef = { url: "https://graph.microsoft.com/v1.0/users/anna/events/AAMk1" };
  if (booking) await world.store.write((repos) => repos.bookings.update({ ...booking, calendarRef }));
  await syncCalendars(world, ["anna"]);
  await followed.settle();
  expect(told).toEqual([]);
});
