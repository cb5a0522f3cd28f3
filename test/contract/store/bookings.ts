import { describe, expect, test } from "vitest";
import type { Store } from "../../../db/store.ts";
import { aBooking, after, aJob, noon } from "./samples.ts";

/** Bookings, their blocks and their histories on every engine. */
export function bookingsContract(open: () => Promise<Store>): void {
  describe("bookings", () => {
    test("what was booked, moved or cancelled since a moment is told, whatever became of it", async () => {
      const store = await open();
      const old = aBooking("rep-a", [0, 30], { updatedAt: after(-10) });
      const moved = aBooking("rep-b", [0, 30], { updatedAt: after(-10) });
      const fresh = aBooking("rep-c", [0, 30], { updatedAt: after(5) });
      const cancelled = { ...moved, status: "cancelled", updatedAt: after(7) } as const;
      await store.write(async ({ bookings }) => {
        for (const booking of [old, moved, fresh]) await bookings.insert(booking);
        await bookings.update(cancelled);
      });
      const since = async (ms: number) => new Set((await store.read.bookings.changedSince(after(ms))).map(({ id }) => id));
      expect(await since(0)).toEqual(new Set([fresh.id, moved.id]));
      expect(await since(-11)).toEqual(new Set([old.id, fresh.id, moved.id]));
      expect(await since(7)).toEqual(new Set());
    });

    test("a booking comes back exactly, with all it can have and with the least", async () => {
      const store = await open();
      const least = aBooking("rep-a", [0, 30]);
      const most = aBooking("rep-b", [0, 30], {
        poolId: "sales",
        expiresAt: after(5),
        status: "held",
        calendarRef: { url: "/x.ics", etag: '"1"' },
        answers: [{ id: "team", label: "How many are you?", value: "12 “people”" }],
        guests: ["bo@example.org"],
        moves: 2,
        confirmedBy: "mail",
      });
      await store.write(async ({ bookings }) => {
        expect(await bookings.insert(least)).toBe(true);
        expect(await bookings.insert(most)).toBe(true);
      });
      expect(await store.read.bookings.find(least.id)).toStrictEqual(least);
      expect(await store.read.bookings.find(most.id)).toStrictEqual(most);
      expect(await store.read.bookings.listByManageTokenHash(most.manageTokenHash)).toStrictEqual([most]);
      expect(await store.read.bookings.listByManageTokenHash("nobody")).toEqual([]);
      expect(await store.read.bookings.listByLead(least.leadId)).toStrictEqual([least]);
    });

    test("every way to overlap is refused to the millisecond, and touching is not overlapping", async () => {
      const store = await open();
      const insert = (from: number, to: number) =>
        store.write((repos) => {
          const times = { startAt: after(from), endAt: after(to), blockStartAt: after(from), blockEndAt: after(to) };
          return repos.bookings.insert(aBooking("rep-a", [0, 1], times));
        });
      expect(await insert(1_000, 2_000)).toBe(true);
      for (const [from, to] of [
        [1_000, 2_000],
        [999, 1_001],
        [1_999, 2_001],
        [1_200, 1_300],
        [0, 5_000],
        [1_000, 1_001],
        [1_999, 2_000],
      ] as const) {
        expect(await insert(from, to), `${from}-${to}`).toBe(false);
      }
      expect(await insert(0, 1_000)).toBe(true);
      expect(await insert(2_000, 3_000)).toBe(true);
      expect(await insert(2_500, 2_600)).toBe(false);
      expect(await insert(500, 2_500)).toBe(false);
    });

    test("only blocks of the same rep that still occupy their time are in the way, whatever the meeting type", async () => {
      const store = await open();
      const insert = (repId: string, given: Parameters<typeof aBooking>[2] = {}) =>
        store.write((repos) => repos.bookings.insert(aBooking(repId, [0, 30], given)));
      for (const status of ["cancelled", "reassigned", "expired"] as const) expect(await insert("rep-a", { status })).toBe(true);
      expect(await insert("rep-a", { status: "confirmed" })).toBe(true);
      for (const status of ["cancelled", "reassigned", "expired"] as const) expect(await insert("rep-a", { status })).toBe(true);
      for (const status of ["held", "booked", "confirmed", "completed", "no_show"] as const) {
        expect(await insert("rep-a", { status, meetingTypeId: "demo", expiresAt: after(60_000) })).toBe(false);
      }
      expect(await insert("rep-b")).toBe(true);
    });

    test("a meeting that is over keeps its time, whether the visitor came or not", async () => {
      const store = await open();
      for (const [i, status] of (["completed", "no_show"] as const).entries()) {
        const over = aBooking(`rep-${i}`, [0, 30]);
        await store.write((repos) => repos.bookings.insert(over));
        expect(await store.write((repos) => repos.bookings.update({ ...over, status }))).toBe(true);
        expect(await store.write((repos) => repos.bookings.insert(aBooking(`rep-${i}`, [29, 40])))).toBe(false);
        expect(await store.read.bookings.listActive(noon, `rep-${i}`)).toMatchObject([{ id: over.id }]);
      }
    });

    test("meetings that have ended are told until they are completed, the oldest first", async () => {
      const store = await open();
      const [first, second] = [aBooking("rep-a", [0, 30]), aBooking("rep-a", [30, 60], { status: "confirmed" })];
      const others = (["held", "cancelled", "completed", "no_show"] as const).map((status, i) =>
        aBooking(`rep-${i}`, [0, 30], { status, ...(status === "held" ? { expiresAt: after(9) } : {}) }),
      );
      await store.write(async ({ bookings }) => {
        for (const booking of [second, first, ...others]) await bookings.insert(booking);
      });
      const ids = async (at: number, limit = 9) => (await store.read.bookings.listEnded(after(at), limit)).map(({ id }) => id);
      expect(await ids(0)).toEqual([]);
      expect(await ids(60 * 60_000)).toEqual([first.id, second.id]);
      expect(await ids(60 * 60_000, 1)).toEqual([first.id]);
    });

    test("a booking's history is numbered without a gap and comes back in order", async () => {
      const store = await open();
      const booking = aBooking("rep-a", [0, 30]);
      const line = { bookingId: booking.id, leadId: booking.leadId, at: noon, by: "visitor" } as const;
      await store.write(async ({ bookings, bookingEvents }) => {
        await bookings.insert(booking);
        await bookingEvents.append({ ...line, action: "book", to: "booked" });
        await bookingEvents.append({ ...line, action: "confirm", from: "booked", to: "confirmed", by: "server" });
      });
      await store.write(({ bookingEvents }) =>
        bookingEvents.append({ ...line, action: "cancel", from: "confirmed", to: "cancelled", why: "no “time”" }),
      );
      expect(await store.read.bookingEvents.listByLead(booking.leadId)).toStrictEqual([
        { ...line, seq: 1, action: "book", to: "booked" },
        { ...line, seq: 2, action: "confirm", from: "booked", to: "confirmed", by: "server" },
        { ...line, seq: 3, action: "cancel", from: "confirmed", to: "cancelled", why: "no “time”" },
      ]);
      expect(await store.read.bookingEvents.listByLead("lead_nobody")).toEqual([]);
    });

    test("a refused booking leaves its unit able to go on with another rep", async () => {
      const store = await open();
      await store.write((repos) => repos.bookings.insert(aBooking("rep-a", [0, 30])));
      const second = aBooking("rep-b", [0, 30]);
      const answers = await store.write(async ({ bookings, jobs }) => {
        const answer = [await bookings.insert(aBooking("rep-a", [15, 45])), await bookings.insert(second)];
        await jobs.enqueue(aJob());
        return answer;
      });
      expect(answers).toEqual([false, true]);
      expect(await store.read.bookings.listActive(noon, "rep-b")).toEqual([second]);
      expect((await store.read.jobs.counts()).ready).toBe(1);
    });

    test("an update moves a booking, or is refused and leaves all as it was", async () => {
      const store = await open();
      const mine = aBooking("rep-a", [0, 30]);
      const other = aBooking("rep-a", [60, 90]);
      await store.write(async ({ bookings }) => [await bookings.insert(mine), await bookings.insert(other)]);
      const moved = { ...mine, ...times(aBooking("rep-a", [70, 100])), sequence: 1 };
      const answers = await store.write(async ({ bookings, jobs }) => {
        const answer = await bookings.update(moved);
        return [answer, await jobs.enqueue(aJob())];
      });
      expect(answers).toEqual([false, true]);
      expect(await store.read.bookings.find(mine.id)).toStrictEqual(mine);
      const shifted = { ...mine, ...times(aBooking("rep-a", [10, 40])), sequence: 1, calendarRef: { url: "/a" } };
      expect(await store.write((repos) => repos.bookings.update(shifted))).toBe(true);
      expect(await store.read.bookings.find(mine.id)).toStrictEqual(shifted);
      const elsewhere = { ...shifted, repId: "rep-b" };
      expect(await store.write((repos) => repos.bookings.update(elsewhere))).toBe(true);
      expect(await store.write((repos) => repos.bookings.insert(aBooking("rep-a", [10, 40])))).toBe(true);
      await expect(store.write((repos) => repos.bookings.update(aBooking("rep-a", [0, 1])))).rejects.toMatchObject({
        code: "not_found",
      });
    });

    test("a cancelled booking frees its time, and cannot take it back once it is given", async () => {
      const store = await open();
      const mine = aBooking("rep-a", [0, 30]);
      await store.write((repos) => repos.bookings.insert(mine));
      expect(await store.write((repos) => repos.bookings.update({ ...mine, status: "cancelled" }))).toBe(true);
      expect(await store.write((repos) => repos.bookings.insert(aBooking("rep-a", [0, 30])))).toBe(true);
      expect(await store.write((repos) => repos.bookings.update({ ...mine, status: "booked" }))).toBe(false);
      expect(await store.read.bookings.find(mine.id)).toMatchObject({ status: "cancelled" });
    });

    test("a hold that has run out is in nobody's way, one that has not is", async () => {
      const store = await open();
      const hold = aBooking("rep-a", [0, 30], { status: "held", expiresAt: after(10_000) });
      await store.write((repos) => repos.bookings.insert(hold));
      const insertAt = (ms: number) => {
        const at = { createdAt: after(ms), updatedAt: after(ms) };
        return store.write((repos) => repos.bookings.insert(aBooking("rep-a", [0, 30], at)));
      };
      expect(await insertAt(9_999)).toBe(false);
      expect(await insertAt(10_000)).toBe(true);
      expect(await store.read.bookings.find(hold.id)).toMatchObject({ status: "expired", updatedAt: after(10_000) });
      expect(await store.read.bookingEvents.listByLead(hold.leadId)).toMatchObject([
        { bookingId: hold.id, action: "expire", from: "held", to: "expired", by: "server" },
      ]);
    });

    test("a booking moves onto a hold that has run out", async () => {
      const store = await open();
      const hold = aBooking("rep-a", [0, 30], { status: "held", expiresAt: after(10_000) });
      const mine = aBooking("rep-a", [60, 90]);
      await store.write(async ({ bookings }) => [await bookings.insert(hold), await bookings.insert(mine)]);
      const moveAt = (ms: number) =>
        store.write((repos) => repos.bookings.update({ ...mine, ...times(hold), updatedAt: after(ms) }));
      expect(await moveAt(1)).toBe(false);
      expect(await moveAt(20_000)).toBe(true);
    });

    test("holds expire when they are told to, and the active ones are listed in order of time", async () => {
      const store = await open();
      const held = (minute: number, expires: number) =>
        aBooking("rep-a", [minute, minute + 30], { status: "held", expiresAt: after(expires) });
      const [early, late] = [held(0, 1_000), held(30, 100_000)];
      const [over, next, other] = [aBooking("rep-a", [-60, 0]), aBooking("rep-a", [90, 120]), aBooking("rep-b", [60, 90])];
      await store.write(async ({ bookings }) => {
        for (const booking of [next, late, early, over, other]) await bookings.insert(booking);
      });
      const ids = async (ms: number, repId?: string) => (await store.read.bookings.listActive(after(ms), repId)).map((b) => b.id);
      expect(await ids(0)).toEqual([early.id, late.id, other.id, next.id]);
      expect(await ids(1_000, "rep-a")).toEqual([late.id, next.id]);
      const anyEnded = (ms: number) => store.read.bookings.anyHoldEnded(after(ms));
      expect([await anyEnded(999), await anyEnded(1_000)]).toEqual([false, true]);
      const expire = () => store.write((repos) => repos.bookings.expireHolds(after(1_000)));
      expect(await expire()).toMatchObject([{ id: early.id, status: "expired" }]);
      expect(await expire()).toEqual([]);
      expect(await anyEnded(1_000)).toBe(false);
      expect(await store.read.bookings.find(early.id)).toMatchObject({ status: "expired" });
      expect(await store.read.bookingEvents.listByLead(early.leadId)).toMatchObject([{ action: "expire", to: "expired" }]);
    });

    test("a block that ends before it starts is never kept", async () => {
      const store = await open();
      await expect(store.write((repos) => repos.bookings.insert(aBooking("rep-a", [30, 30])))).rejects.toThrow(
        /block_not_empty|range/,
      );
      await expect(store.write((repos) => repos.bookings.insert(aBooking("rep-a", [30, 0])))).rejects.toThrow(
        /block_not_empty|range/,
      );
      expect(await store.read.bookings.listActive(noon)).toEqual([]);
    });
  });
}

function times(booking: ReturnType<typeof aBooking>) {
  const { startAt, endAt, blockStartAt, blockEndAt } = booking;
  return { startAt, endAt, blockStartAt, blockEndAt };
}
