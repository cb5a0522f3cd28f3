import { describe, expect, test } from "vitest";
import type { Store } from "../../../db/store.ts";
import type { Instant } from "../../../server/core/time.ts";
import { after, noon } from "./samples.ts";

/** What is kept of outside calendars, on every engine. */
export function calendarsContract(open: () => Promise<Store>): void {
  describe("busy times", () => {
    test("are replaced as a whole, with their failure", async () => {
      const store = await open();
      const row = {
        repId: "rep-a",
        spans: Int32Array.of(1, 2, 29_000_000, 29_000_030),
        startAt: noon,
        endAt: after(5),
        checkedAt: noon,
      };
      const failed = { ...row, spans: new Int32Array(0), failure: "auth_lost", failedSince: after(1) };
      await store.write((repos) => repos.busy.put(row));
      expect(await store.read.busy.find("rep-a")).toStrictEqual(row);
      await store.write((repos) => repos.busy.put(failed));
      expect(await store.read.busy.all()).toStrictEqual([failed]);
      await store.write((repos) => repos.busy.put(row));
      expect(await store.read.busy.find("rep-a")).toStrictEqual(row);
      expect(await store.read.busy.find("rep-b")).toBeNull();
    });

    test("an earlier reading never replaces a later one, and who was read since is told", async () => {
      const store = await open();
      const row = (checkedAt: Instant, minute: number) => ({
        repId: "rep-a",
        spans: Int32Array.of(minute, minute + 30),
        startAt: noon,
        endAt: after(5),
        checkedAt,
      });
      await store.write((repos) => repos.busy.put(row(after(2), 60)));
      await store.write((repos) => repos.busy.put(row(after(1), 0)));
      expect(await store.read.busy.find("rep-a")).toStrictEqual(row(after(2), 60));
      expect(await store.read.busy.checkedSince(after(1))).toEqual([{ repId: "rep-a", checkedAt: after(2) }]);
      expect(await store.read.busy.checkedSince(after(2))).toEqual([]);
    });

    test("how far a calendar was followed comes back as it went in", async () => {
      const store = await open();
      const watches = [{ id: "w-1", resource: "/users/ada", expiresAt: after(60) }];
      const row = {
        repId: "rep-a",
        source: "s",
        cursor: "c\n1",
        told: ["a", "b"],
        watches,
        watchAgainAt: noon,
        wholeAt: after(1),
      };
      await store.write((repos) => repos.calendarSyncs.put(row));
      expect(await store.read.calendarSyncs.find("rep-a")).toStrictEqual(row);
      const { cursor: _, ...without } = { ...row, told: [], watches: [] };
      await store.write((repos) => repos.calendarSyncs.put(without));
      expect(await store.read.calendarSyncs.find("rep-a")).toStrictEqual(without);
      await store.write((repos) => repos.calendarSyncs.remove("rep-a"));
      expect(await store.read.calendarSyncs.find("rep-a")).toBeNull();
    });
  });
}
