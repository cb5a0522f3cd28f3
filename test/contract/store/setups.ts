import { describe, expect, test } from "vitest";
import type { FormMemoryRow } from "../../../db/store/setups.ts";
import type { Store } from "../../../db/store.ts";
import type { AuditEntry } from "../../../server/core/audit/audit-entry.ts";
import { after, aSetup, noon, setupVersionId, unique } from "./samples.ts";

/** Setups, their audit and what was learned of their forms, on every engine. */
export function setupsContract(open: () => Promise<Store>): void {
  describe("setups", () => {
    test("the version that was activated last is live, and an older one can be made live again", async () => {
      const store = await open();
      const version = (hash: string, ms: number) => ({
        id: setupVersionId(),
        hash,
        setup: aSetup,
        author: "ops",
        note: hash,
        createdAt: after(ms),
      });
      const [one, two] = [version("1", 1), version("2", 2)];
      await store.write(async ({ setups }) => {
        await setups.insert(one);
        await setups.insert(two);
      });
      expect(await store.read.setups.active()).toBeNull();
      await store.write((repos) => repos.setups.activate(one.id, noon));
      await store.write((repos) => repos.setups.activate(two.id, noon));
      expect(await store.read.setups.active()).toStrictEqual(two);
      await store.write((repos) => repos.setups.activate(one.id, noon));
      expect(await store.read.setups.active()).toStrictEqual(one);
      expect(await store.read.setups.activeId()).toBe(one.id);
      expect(await store.read.setups.find(two.id)).toStrictEqual(two);
      const { setup: _, ...head } = two;
      expect(await store.read.setups.list(1)).toStrictEqual([{ ...head, activatedAt: noon }]);
      expect(await store.read.setups.previous()).toStrictEqual(two);
      await expect(store.write((repos) => repos.setups.activate(setupVersionId(), noon))).rejects.toMatchObject({
        code: "not_found",
      });
    });
  });

  describe("audit", () => {
    test("keeps entries in their order, and knows the last one", async () => {
      const store = await open();
      const begin = (await store.read.audit.last())?.seq ?? 0;
      const entry = (seq: number, details: AuditEntry["details"]): AuditEntry => {
        return { seq, at: noon, author: "ada", action: "setup_drafted", details, previousHash: "", hash: unique() };
      };
      const [one, two] = [entry(begin + 1, { note: "a", count: 2, none: null }), entry(begin + 2, {})];
      await store.write((repos) => repos.audit.insert(one));
      await store.write((repos) => repos.audit.insert(two));
      expect(await store.read.audit.last()).toEqual(two);
      expect(await store.read.audit.newest(2)).toEqual([two, one]);
      expect(await store.read.audit.after(begin, 1)).toEqual([one]);
      await expect(store.write((repos) => repos.audit.insert(two))).rejects.toBeInstanceOf(Error);
    });
  });

  test("what was learned of the forms is one row, written over", async () => {
    const store = await open();
    const row = (count: number): FormMemoryRow => ({
      memory: { upTo: { id: "lead_x", createdAt: noon }, fields: { plan: { count, trials: 9, since: 1, values: {} } } },
      drift: [{ code: "field_gone", field: "plan", value: null, message: "gone" }],
      updatedAt: after(count),
    });
    await store.write((repos) => repos.formMemory.write(row(1)));
    await store.write((repos) => repos.formMemory.write(row(2)));
    expect(await store.read.formMemory.read()).toEqual(row(2));
  });
}
