import { describe, expect, test } from "vitest";
import type { Store } from "../../../db/store.ts";
import { anEntry } from "./samples.ts";

/** The ledger of turns on every engine. */
export function ledgerContract(open: () => Promise<Store>): void {
  describe("the ledger", () => {
    test("gives a sequence number once for each pool", async () => {
      const store = await open();
      const append = (poolId: string, seq: number) => store.write((repos) => repos.ledger.append(anEntry(poolId, seq)));
      expect([await append("a", 1), await append("a", 1), await append("b", 1), await append("a", 2)]).toEqual([
        true,
        false,
        true,
        true,
      ]);
      expect((await store.read.ledger.after("a", 0)).map((entry) => entry.seq)).toEqual([1, 2]);
      expect((await store.read.ledger.after("a", 1)).map((entry) => entry.seq)).toEqual([2]);
      expect(await store.read.ledger.after("c", 0)).toEqual([]);
    });

    test("an entry comes back exactly, and the unit that lost a number can take the next", async () => {
      const store = await open();
      const entry = { ...anEntry("a", 1), kind: "cancelled", turns: -1 } as const;
      await store.write((repos) => repos.ledger.append(entry));
      const next = { ...anEntry("a", 2) };
      const took = await store.write(async ({ ledger }) => [await ledger.append({ ...next, seq: 1 }), await ledger.append(next)]);
      expect(took).toEqual([false, true]);
      expect(await store.read.ledger.after("a", 0)).toStrictEqual([entry, next]);
    });

    test("units that hold a ledger append one after the other, each knowing what came before", async () => {
      const store = await open();
      const append = () =>
        store.write(async ({ ledger }) => {
          await ledger.hold("a");
          return ledger.append(anEntry("a", (await ledger.after("a", 0)).length + 1));
        });
      const took = await Promise.all(Array.from({ length: 40 }, append));
      expect(took).toEqual(took.map(() => true));
      expect((await store.read.ledger.after("a", 39)).map((entry) => entry.seq)).toEqual([40]);
    });
  });
}
