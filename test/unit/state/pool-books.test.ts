import { beforeEach, describe, expect, test } from "vitest";
import type { LedgerEntry } from "../../../server/core/route/pools/ledger.ts";
import { instant } from "../../../server/core/time.ts";
import { createPoolBooks, type PoolBooks, type Turn } from "../../../server/state/pool-books.ts";
import { somePool } from "../../support/some-setup.ts";

const pool = somePool("sales", ["ann", "bo"]);
const turn = (repId: string, n: number): Turn => ({ repId, kind: "offered", turns: 1, leadId: `lead_${n}`, at: instant(n) });

/** A ledger as one store has it, of which each reading waits for `gate`. */
function openLedger() {
  let rows: LedgerEntry[] = [];
  let generation = 1;
  let gate: Promise<void> | null = null;
  let reads = 0;
  const ledger = {
    async append(entry: LedgerEntry) {
      if (rows.some(({ seq }) => seq === entry.seq)) return false;
      rows.push(entry);
      return true;
    },
    async after(_: string, seq: number) {
      reads += 1;
      const found = rows.filter((row) => row.seq > seq);
      if (gate) await gate;
      return found;
    },
    hold: async () => generation,
  };
  return {
    /** One more unit; each is an object of its own. */
    unit: () => ({ ledger }),
    store: { read: { ledger } },
    rows: () => rows.map(({ seq, repId }) => `${seq} ${repId}`),
    readings: () => reads,
    /** Past every book, as another process or a setup does. */
    write: (repId: string) => void rows.push({ ...turn(repId, 99), poolId: "sales", seq: rows.length + 1 }),
    undoLast() {
      rows = rows.slice(0, -1);
      generation += 1;
    },
    /** Readings wait from now on until the result is called. */
    holdReadings() {
      const { promise, resolve } = Promise.withResolvers<void>();
      gate = promise;
      return () => {
        gate = null;
        resolve();
      };
    },
  };
}

let ledger: ReturnType<typeof openLedger>;
let books: PoolBooks;
beforeEach(async () => {
  ledger = openLedger();
  books = createPoolBooks();
  (await books.load(ledger.store, [pool]))();
});

/** A decision's unit: it holds the pool, asks again when the book changed, and takes the turn. */
async function decide(repId: string, n: number): Promise<boolean> {
  const unit = ledger.unit();
  const changed = await books.hold(unit, "sales");
  await books.append(unit, "sales", [turn(repId, n)]);
  return changed;
}

const balance = (repId: string) => books.book("sales").balance(repId)?.turns;

describe("the books, while they are read anew from the database,", () => {
  test("take a turn that is booked meanwhile, and have it once they are in place", async () => {
    await decide("ann", 1);
    const release = ledger.holdReadings();
    const loading = books.load(ledger.store, [pool]);
    const deciding = decide("bo", 2);
    release();
    await deciding;
    (await loading)();
    expect(books.book("sales").seq).toBeLessThan(2);
    expect(await decide("ann", 3)).toBe(true);
    expect(ledger.rows()).toEqual(["1 ann", "2 bo", "3 ann"]);
    expect([books.book("sales").seq, balance("ann"), balance("bo")]).toEqual([3, 2, 1]);
  });

  test("take their place between hold and turn without a number being given twice", async () => {
    await decide("ann", 1);
    const put = await books.load(ledger.store, [pool]);
    await decide("bo", 2);
    const unit = ledger.unit();
    await books.hold(unit, "sales");
    put();
    await books.append(unit, "sales", [turn("ann", 3)]);
    expect(ledger.rows()).toEqual(["1 ann", "2 bo", "3 ann"]);
    expect([books.book("sales").seq, balance("ann"), balance("bo")]).toEqual([3, 2, 1]);
  });

  test("take their place while a unit reads, and what was decided by the earlier ones is decided again", async () => {
    await decide("ann", 1);
    ledger.undoLast();
    ledger.write("bo");
    const put = await books.load(ledger.store, [pool]);
    const release = ledger.holdReadings();
    const unit = ledger.unit();
    const holding = books.hold(unit, "sales");
    put();
    release();
    // As many entries as before, and other ones: the number alone would not tell.
    expect(await holding).toBe(true);
    expect([books.book("sales").seq, balance("ann"), balance("bo")]).toEqual([1, 0, 1]);
  });

  test("are read once more when a unit wrote past them while they were read", async () => {
    await decide("ann", 1);
    books.readAnew();
    const release = ledger.holdReadings();
    const holding = books.hold(ledger.unit(), "sales");
    await Promise.resolve();
    ledger.write("bo");
    books.readAnew();
    release();
    await holding;
    expect(await decide("ann", 3)).toBe(true);
    expect(ledger.rows()).toEqual(["1 ann", "2 bo", "3 ann"]);
    const reads = ledger.readings();
    expect(await decide("bo", 4)).toBe(false);
    expect(ledger.readings()).toBe(reads);
  });

  test("leave out a turn whose unit was undone", async () => {
    await decide("ann", 1);
    await decide("bo", 2);
    ledger.undoLast();
    expect(await decide("ann", 3)).toBe(true);
    expect(ledger.rows()).toEqual(["1 ann", "2 ann"]);
    expect([balance("ann"), balance("bo")]).toEqual([2, 0]);
  });
});
