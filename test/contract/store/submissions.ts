import { describe, expect, test } from "vitest";
import type { Store } from "../../../db/store.ts";
import { after, aSubmission, leadId, noon, unique } from "./samples.ts";

/** What was sent, how often one sender sent, and which puzzles were solved, on every engine. */
export function submissionsContract(open: () => Promise<Store>): void {
  describe("submissions", () => {
    test("the first body is created, the same again a repeat, another one a revision", async () => {
      const store = await open();
      const id = unique();
      const capture = (text: string) => store.write((repos) => repos.submissions.capture(aSubmission(id, text)));
      expect(await capture("one")).toEqual({ kind: "created", revision: 0 });
      expect(await capture("one")).toEqual({ kind: "repeat", revision: 0 });
      expect(await capture("two")).toEqual({ kind: "revision", revision: 1 });
      expect(await capture("two")).toEqual({ kind: "repeat", revision: 1 });
      expect(await capture("one")).toEqual({ kind: "repeat", revision: 0 });
      expect(await capture("three")).toEqual({ kind: "revision", revision: 2 });
      expect(await store.read.submissions.count()).toBe(3);
      expect(await store.read.submissions.find(id, 1)).toEqual({ ...aSubmission(id, "two"), revision: 1, state: "captured" });
      expect(await store.read.submissions.find(id, 3)).toBeNull();
    });

    test("bytes come back as they came in, whatever they are", async () => {
      const store = await open();
      const body = Uint8Array.from({ length: 65_536 }, (_, i) => (i * 7919) % 256);
      await store.write((repos) => repos.submissions.capture({ ...aSubmission("binary"), body }));
      const kept = await store.read.submissions.find("binary", 0);
      expect(Buffer.from(kept!.body).equals(Buffer.from(body))).toBe(true);
    });

    test("the same body twenty times at once is created once, twenty bodies are twenty revisions", async () => {
      const store = await open();
      const capture = (text: string) => store.write((repos) => repos.submissions.capture(aSubmission("same", text)));
      const same = await Promise.all(Array.from({ length: 20 }, () => capture("one")));
      expect(same.filter((answer) => answer.kind === "created")).toHaveLength(1);
      expect(same.every((answer) => answer.revision === 0)).toBe(true);
      const others = await Promise.all(Array.from({ length: 20 }, (_, i) => capture(`body ${i}`)));
      expect(others.map((answer) => answer.revision).sort((a, b) => a - b)).toEqual(others.map((_, i) => i + 1));
    });

    test("what has no decision is found, oldest first, until it is decided or rejected", async () => {
      const store = await open();
      const lead = leadId();
      await store.write(async ({ submissions }) => {
        await submissions.capture({ ...aSubmission("newer"), receivedAt: after(2) });
        await submissions.capture({ ...aSubmission("older"), receivedAt: after(1) });
        await submissions.capture({ ...aSubmission("odd"), receivedAt: after(0) });
        await submissions.capture({ ...aSubmission("later"), receivedAt: after(9) });
        await submissions.markRejected("odd", 0, "body_malformed");
      });
      const waiting = async (limit: number) => (await store.read.submissions.undecided(after(5), limit)).map((row) => row.id);
      expect(await waiting(10)).toEqual(["older", "newer"]);
      expect(await waiting(1)).toEqual(["older"]);
      const decide = (id: typeof lead) => store.write((repos) => repos.submissions.markDecided("older", 0, id));
      expect([await decide(lead), await decide(leadId())]).toEqual([true, false]);
      expect(await waiting(10)).toEqual(["newer"]);
      expect(await store.read.submissions.find("older", 0)).toMatchObject({ state: "decided", leadId: lead });
      expect(await store.read.submissions.find("odd", 0)).toMatchObject({ state: "rejected", errorCode: "body_malformed" });
    });
  });

  describe("senders and puzzles", () => {
    test("what processes counted of senders is told to the others, the newest count of each step, until it is pruned", async () => {
      const store = await open();
      const row = (process: string, step: number, count: number) => ({ process, sender: "s", step, count });
      const put = (rows: readonly ReturnType<typeof row>[], updatedAt = noon) =>
        store.write(({ submitCounts }) => submitCounts.put(rows.map((one) => ({ ...one, updatedAt }))));
      await put([row("one", 1, 2), row("two", 1, 5)]);
      await put([row("one", 1, 3), row("one", 2, 1)], after(1));
      const ofOthers = (own: string, since = noon) => store.read.submitCounts.ofOthers(own, since);
      expect((await ofOthers("two")).toSorted((a, b) => a.step - b.step)).toEqual([row("one", 1, 3), row("one", 2, 1)]);
      expect(await ofOthers("one")).toEqual([row("two", 1, 5)]);
      expect(await ofOthers("one", after(1))).toEqual([]);
      await store.write(({ submitCounts }) => submitCounts.prune(after(1)));
      expect(await ofOthers("nobody")).toHaveLength(2);
    });

    test("a solved puzzle counts for one submission, of many that come with it at once, until it is too old", async () => {
      const store = await open();
      const take = (submissionId: string) =>
        store.write((repos) => repos.usedPuzzles.take({ id: "p", submissionId, expiresAt: after(20) }));
      const taken = await Promise.all(Array.from({ length: 12 }, (_, at) => take(`s${at}`)));
      expect(taken.filter(Boolean)).toHaveLength(1);
      const winner = `s${taken.indexOf(true)}`;
      expect([await take(winner), await take("other")]).toEqual([true, false]);
      const undone = store.write(async (repos) => {
        await repos.usedPuzzles.take({ id: "q", submissionId: "one", expiresAt: after(20) });
        throw new Error("undone");
      });
      await expect(undone).rejects.toThrow("undone");
      await store.write((repos) => repos.usedPuzzles.prune(after(20)));
      expect(await take("other")).toBe(false);
      await store.write(async (repos) => {
        await repos.usedPuzzles.prune(after(21));
        expect(await repos.usedPuzzles.take({ id: "q", submissionId: "two", expiresAt: after(20) })).toBe(true);
      });
      expect(await take("other")).toBe(true);
    });
  });
}
