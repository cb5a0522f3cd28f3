import { randomBytes } from "node:crypto";
import { describe, expect, test } from "vitest";
import type { Store } from "../../../db/store.ts";
import type { Connection } from "../../../server/core/connect/connection.ts";
import { newId } from "../../../server/core/id.ts";
import { after, noon } from "./samples.ts";

const aConnection = (given: Partial<Connection> = {}): Connection => ({
  id: newId("con", randomBytes),
  repId: "anna",
  provider: "caldav",
  account: "anna@example.org",
  sealed: Uint8Array.from({ length: 300 }, (_, i) => (i * 7919) % 256),
  keyId: "k1",
  busyCalendars: ["https://dav.example.org/anna/office/", 'a "quoted" name'],
  state: "ok",
  updatedAt: noon,
  ...given,
});

/** What is kept of the calendars that reps connect themselves, on every engine. */
export function connectionsContract(open: () => Promise<Store>): void {
  describe("connections", () => {
    test("a connection comes back as it went in, and by its rep", async () => {
      const store = await open();
      const plain = aConnection();
      const full = aConnection({
        repId: "ben",
        provider: "google",
        meetingCalendar: "primary",
        state: "lost",
        lostSince: after(1),
        toldAt: after(2),
        refreshUntil: after(3),
      });
      await store.write(async ({ connections }) => {
        await connections.upsert(plain);
        await connections.upsert(full);
      });
      const found = await store.read.connections.find(full.id);
      expect({ ...found, sealed: [...found!.sealed] }).toEqual({ ...full, sealed: [...full.sealed] });
      expect(Object.keys((await store.read.connections.findByRep("anna"))!).sort()).toEqual(Object.keys(plain).sort());
      expect(await store.read.connections.findByRep("olga")).toBeNull();
      expect(await store.read.connections.all()).toHaveLength(2);
      expect(await store.read.connections.marks()).toContainEqual({ id: plain.id, repId: "anna", updatedAt: noon });
    });

    test("a rep has one: another one takes its place, id and all", async () => {
      const store = await open();
      const first = aConnection({ meetingCalendar: "old", state: "lost", lostSince: noon });
      const second = aConnection({ account: "other@example.org", updatedAt: after(1) });
      await store.write(({ connections }) => connections.upsert(first));
      await store.write(({ connections }) => connections.upsert(second));
      expect(await store.read.connections.find(first.id)).toBeNull();
      const now = await store.read.connections.findByRep("anna");
      expect(now).toMatchObject({ id: second.id, account: "other@example.org", state: "ok" });
      expect(now?.meetingCalendar).toBeUndefined();
      expect(now?.lostSince).toBeUndefined();
      expect(await store.write(({ connections }) => connections.remove("anna"))).toBe(true);
      expect(await store.write(({ connections }) => connections.remove("anna"))).toBe(false);
    });

    test("of ten who find out that it is lost, one is the first; every change moves its mark", async () => {
      const store = await open();
      const { id, ...rest } = aConnection();
      await store.write(({ connections }) => connections.upsert({ id, ...rest }));
      const lost = () => store.write(({ connections }) => connections.markLost(id, after(5)));
      expect((await Promise.all(Array.from({ length: 10 }, lost))).filter(Boolean)).toHaveLength(1);
      expect(await store.read.connections.find(id)).toMatchObject({ state: "lost", lostSince: after(5), updatedAt: after(5) });
      expect(await store.write(({ connections }) => connections.markOk(id, after(5)))).toBe(true);
      expect(await store.write(({ connections }) => connections.markOk(id, after(5)))).toBe(false);
      const healed = await store.read.connections.find(id);
      expect(healed).toMatchObject({ state: "ok", updatedAt: after(6) });
      expect(healed?.lostSince).toBeUndefined();
    });

    test("the rep is told once within the time that is asked for", async () => {
      const store = await open();
      const row = aConnection();
      await store.write(({ connections }) => connections.upsert(row));
      const tell = (at: number) => store.write(({ connections }) => connections.markTold(row.id, after(at), after(at - 100)));
      expect([await tell(0), await tell(50), await tell(100), await tell(101)]).toEqual([true, false, false, true]);
    });

    test("one process refreshes; a secret that changed meanwhile is not overwritten by an older one", async () => {
      const store = await open();
      const row = aConnection();
      await store.write(({ connections }) => connections.upsert(row));
      const claim = (at: number) =>
        store.write(({ connections }) => connections.claimRefresh(row.id, after(at), after(at + 100)));
      expect((await Promise.all([claim(0), claim(0), claim(0)])).filter(Boolean)).toHaveLength(1);
      expect(await claim(99)).toBe(false);
      expect(await claim(101)).toBe(true);
      const other = Uint8Array.of(1, 2, 3);
      const reseal = (before: Uint8Array) =>
        store.write(({ connections }) => connections.reseal(row.id, { sealed: other, keyId: "k2", at: after(9), before }));
      expect(await reseal(other)).toBe(false);
      expect(await reseal(row.sealed)).toBe(true);
      expect(await reseal(row.sealed)).toBe(false);
      const now = await store.read.connections.find(row.id);
      expect(now).toMatchObject({ keyId: "k2", updatedAt: after(9) });
      expect([...now!.sealed]).toEqual([1, 2, 3]);
      expect(now?.refreshUntil).toBeUndefined();
    });

    test("a choice changes nothing but the choice", async () => {
      const store = await open();
      const row = aConnection({ state: "lost", lostSince: noon });
      await store.write(({ connections }) => connections.upsert(row));
      const choice = { busyCalendars: ["b", "ü"], meetingCalendar: "m", at: after(7) };
      expect(await store.write(({ connections }) => connections.choose(row.id, choice))).toBe(true);
      const { sealed, ...rest } = row;
      const now = await store.read.connections.find(row.id);
      expect(now).toMatchObject({ ...rest, busyCalendars: ["b", "ü"], meetingCalendar: "m", updatedAt: after(7) });
      expect([...now!.sealed]).toEqual([...sealed]);
      expect(await store.write(({ connections }) => connections.choose("con_gone", choice))).toBe(false);
    });
  });
}
