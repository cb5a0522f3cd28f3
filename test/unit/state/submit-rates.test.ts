import { expect, test } from "vitest";
import { instant } from "../../../server/core/time.ts";
import { createSubmitRates } from "../../../server/state/submit-rates.ts";

const minutes = (count: number) => instant(1_000 * 3_600_000 + count * 60_000);

test("a sender is counted for an hour, to ten minutes, and others are counted apart", () => {
  const rates = createSubmitRates();
  expect([rates.note("a", minutes(0)), rates.note("a", minutes(9)), rates.note("b", minutes(9))]).toEqual([1, 2, 1]);
  expect(rates.note("a", minutes(25))).toBe(3);
  expect(rates.note("a", minutes(61))).toBe(2);
  expect(rates.note("a", minutes(500))).toBe(1);
});

test("what was counted is told once, with the whole count of its step", () => {
  const rates = createSubmitRates();
  rates.note("a", minutes(0));
  rates.note("a", minutes(1));
  const [first] = rates.take();
  expect(first).toMatchObject({ sender: "a", count: 2 });
  expect(rates.take()).toEqual([]);
  rates.note("a", minutes(2));
  expect(rates.take()).toEqual([{ ...first, count: 3 }]);
});

test("counts of other processes come on top, once each however often they are heard, and grow old", () => {
  const here = createSubmitRates();
  const there = createSubmitRates();
  there.note("a", minutes(0));
  there.note("a", minutes(1));
  const told = there.take().map((one) => ({ process: "two", ...one }));
  here.hear(told, minutes(1));
  here.hear(told, minutes(2));
  here.hear(
    told.map((one) => ({ ...one, process: "three" })),
    minutes(2),
  );
  expect(here.note("a", minutes(3))).toBe(1 + 2 + 2);
  expect(here.note("b", minutes(3))).toBe(1);
  expect(here.note("a", minutes(64))).toBe(1);
  here.hear([], minutes(200));
  expect(here.note("a", minutes(200))).toBe(1);
});
