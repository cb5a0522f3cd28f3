import { afterEach, beforeEach, expect, test } from "vitest";
import { openStore } from "../../../db/open-store.ts";
import type { BusyRow } from "../../../db/store/calendars.ts";
import type { Store } from "../../../db/store.ts";
import { instant } from "../../../server/core/time.ts";

const minuteMs = 60_000;
let store: Store;
beforeEach(async () => {
  store = await openStore(":memory:");
});
afterEach(() => store.close());

const reading = (checkedAt: number, ...spans: readonly number[]): BusyRow => ({
  repId: "ann",
  spans: Int32Array.from(spans),
  startAt: instant(1_000 * minuteMs),
  endAt: instant(9_000 * minuteMs),
  checkedAt: instant(checkedAt),
});
const put = (row: BusyRow) => store.write((repos) => repos.busy.put(row));
const only = async () => {
  const [row] = await store.read.busy.all();
  if (!row) throw new Error("there is no reading");
  return row;
};

test("the times of a reading are there when they are asked for, and stay the same", async () => {
  await put(reading(5, 1_200, 1_230, 2_000, 2_060));
  const row = await only();
  expect(row).toStrictEqual(reading(5, 1_200, 1_230, 2_000, 2_060));
  const { spans } = row;
  await put(reading(6, 3_000, 3_030));
  expect(row.spans).toBe(spans);
});

test("of a reading that was replaced before anybody asked for its times, nothing is free", async () => {
  await put(reading(5, 1_200, 1_230));
  const row = await only();
  await put(reading(6, 3_000, 3_030));
  expect([...row.spans]).toStrictEqual([1_000, 9_000]);
  expect([...(await only()).spans]).toStrictEqual([3_000, 3_030]);
});
