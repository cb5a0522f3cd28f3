import { describe, expect, test } from "vitest";
import type { Store } from "../../../db/store.ts";
import { after, aJob, noon } from "./samples.ts";

/** Jobs and their leases on every engine. */
export function jobsContract(open: () => Promise<Store>): void {
  describe("jobs", () => {
    test("an unfinished job keeps its key, a finished one gives it back", async () => {
      const store = await open();
      const enqueue = () => store.write((repos) => repos.jobs.enqueue(aJob({ uniqueKey: "k" })));
      expect([await enqueue(), await enqueue()]).toEqual([true, false]);
      const [job] = await store.write((repos) => repos.jobs.claim("me", noon, after(60_000), 1));
      expect(await enqueue()).toBe(false);
      expect(await store.write((repos) => repos.jobs.complete(job!.id, "me"))).toBe(true);
      expect(await enqueue()).toBe(true);
    });

    test("due jobs are leased once, oldest first, and come back exactly", async () => {
      const store = await open();
      const [second, first, later] = [aJob({ runAt: after(-1) }), aJob({ runAt: after(-2) }), aJob({ runAt: after(1) })];
      await store.write(async ({ jobs }) => {
        for (const job of [second, first, later]) await jobs.enqueue(job);
      });
      expect(await store.read.jobs.nextDueAt()).toBe(first.runAt);
      const claim = (limit: number) => store.write((repos) => repos.jobs.claim("me", noon, after(60_000), limit));
      const lease = { state: "leased", attempts: 1, leaseOwner: "me", leaseUntil: after(60_000) };
      expect(await claim(1)).toStrictEqual([{ ...first, ...lease }]);
      expect(await claim(5)).toStrictEqual([{ ...second, ...lease }]);
      expect(await claim(5)).toEqual([]);
      expect(await store.read.jobs.nextDueAt()).toBe(later.runAt);
      expect(await store.read.jobs.counts()).toEqual({ ready: 1, leased: 2, done: 0, dead: 0 });
    });

    test("what was done long ago is forgotten, what is not done never", async () => {
      const store = await open();
      const [done, dead, ready] = [aJob(), aJob(), aJob({ runAt: after(1) })];
      await store.write(async ({ jobs }) => {
        for (const job of [done, dead, ready]) await jobs.enqueue(job);
        await jobs.claim("me", noon, after(100), 5);
        await jobs.complete(done.id, "me");
        await jobs.bury(dead.id, "me", "no");
      });
      const prune = (ms: number) => store.write((repos) => repos.jobs.prune(after(ms)));
      expect([await prune(100), await prune(101), await prune(1e12)]).toEqual([0, 1, 0]);
      expect(await store.read.jobs.counts()).toEqual({ ready: 1, leased: 0, done: 0, dead: 1 });
    });

    test("a lease that ran out is taken by another, and the first owner has no say any more", async () => {
      const store = await open();
      const job = aJob();
      await store.write((repos) => repos.jobs.enqueue(job));
      const claim = (owner: string, now: number) =>
        store.write((repos) => repos.jobs.claim(owner, after(now), after(now + 100), 1));
      await claim("me", 0);
      expect(await store.read.jobs.nextDueAt()).toBe(after(100));
      expect(await claim("you", 99)).toEqual([]);
      expect(await claim("you", 100)).toMatchObject([{ id: job.id, attempts: 2, leaseOwner: "you" }]);
      const said = await store.write(async ({ jobs }) => [
        await jobs.complete(job.id, "me"),
        await jobs.retry(job.id, "me", noon, "late"),
        await jobs.bury(job.id, "me", "late"),
        await jobs.release(job.id, "me"),
      ]);
      expect(said).toEqual([false, false, false, false]);
      expect(await store.write((repos) => repos.jobs.complete(job.id, "you"))).toBe(true);
      expect(await store.write((repos) => repos.jobs.complete(job.id, "you"))).toBe(false);
      expect(await store.read.jobs.nextDueAt()).toBeNull();
    });

    test("a retry waits for its time, a release is ready at once and is no attempt, the buried are seen", async () => {
      const store = await open();
      const job = aJob();
      await store.write((repos) => repos.jobs.enqueue(job));
      const claim = (ms: number) => store.write((repos) => repos.jobs.claim("me", after(ms), after(ms + 100), 1));
      await claim(0);
      expect(await store.write((repos) => repos.jobs.retry(job.id, "me", after(500), "451 later"))).toBe(true);
      expect(await claim(499)).toEqual([]);
      expect(await claim(500)).toMatchObject([{ attempts: 2, runAt: after(500), lastError: "451 later" }]);
      expect(await store.write((repos) => repos.jobs.release(job.id, "me"))).toBe(true);
      expect(await claim(501)).toMatchObject([{ attempts: 2 }]);
      expect(await store.write((repos) => repos.jobs.bury(job.id, "me", "550 never"))).toBe(true);
      expect(await claim(9_999)).toEqual([]);
      expect(await store.read.jobs.listDead(5)).toStrictEqual([
        { ...job, runAt: after(500), state: "dead", attempts: 2, lastError: "550 never" },
      ]);
      expect(await store.write((repos) => repos.jobs.enqueue(aJob({ uniqueKey: job.uniqueKey })))).toBe(false);
      expect(await store.read.jobs.counts()).toEqual({ ready: 0, leased: 0, done: 0, dead: 1 });
    });

    test("ten workers at once lease every job exactly once", async () => {
      const store = await open();
      await store.write(async ({ jobs }) => {
        for (let i = 0; i < 60; i++) await jobs.enqueue(aJob());
      });
      const leased = await Promise.all(
        Array.from({ length: 10 }, async (_, worker) => {
          const mine: string[] = [];
          for (;;) {
            const batch = await store.write((repos) => repos.jobs.claim(`worker-${worker}`, noon, after(1), 4));
            if (batch.length === 0) return mine;
            mine.push(...batch.map((job) => job.id));
          }
        }),
      );
      expect(new Set(leased.flat()).size).toBe(60);
      expect(leased.flat()).toHaveLength(60);
    });
  });
}
