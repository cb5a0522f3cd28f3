import { expect, test } from "vitest";
import { weekPicture, weekRange } from "../../../../server/core/connect/week-picture.ts";
import { instant } from "../../../../server/core/time.ts";

const at = (iso: string) => instant(Date.parse(iso));
const span = (from: string, to: string) => ({ startAt: at(from), endAt: at(to) });
const hours = (from: number, to: number) => ({ startMinute: from * 60, endMinute: to * 60 });

test("busy times stand on the wall clock of the rep, today first", () => {
  const now = at("2026-06-15T21:59:00Z");
  const days = weekPicture([span("2026-06-15T07:00:00Z", "2026-06-15T09:30:00Z")], now, "Europe/Berlin");
  expect(days.map(({ date }) => date)).toEqual(["15", "16", "17", "18", "19", "20", "21"].map((day) => `2026-06-${day}`));
  expect(days[0]?.blocks).toEqual([hours(9, 11.5)]);
  expect(weekPicture([], at("2026-06-15T22:00:00Z"), "Europe/Berlin")[0]?.date).toBe("2026-06-16");
});

test("what goes over midnight fills the end of one day and the start of the next, whole days between", () => {
  const days = weekPicture([span("2026-06-15T20:00:00Z", "2026-06-18T01:00:00Z")], at("2026-06-15T06:00:00Z"), "UTC");
  expect(days.map(({ blocks }) => blocks)).toEqual([[hours(20, 24)], [hours(0, 24)], [hours(0, 24)], [hours(0, 1)], [], [], []]);
});

test("touching and overlapping times are one block", () => {
  const spans = [
    span("2026-06-15T10:00:00Z", "2026-06-15T11:00:00Z"),
    span("2026-06-15T08:00:00Z", "2026-06-15T10:00:00Z"),
    span("2026-06-15T08:30:00Z", "2026-06-15T09:00:00Z"),
    span("2026-06-15T12:00:00Z", "2026-06-15T13:00:00Z"),
  ];
  expect(weekPicture(spans, at("2026-06-15T06:00:00Z"), "UTC")[0]?.blocks).toEqual([hours(8, 11), hours(12, 13)]);
});

test("the day on which the clock is put forward has 23 hours and the one on which it is put back 25, and both are whole days", () => {
  for (const date of ["2026-03-29", "2026-10-25"]) {
    const now = at(`${date}T12:00:00Z`);
    const { startAt } = weekRange(now, "Europe/Berlin");
    const [day] = weekPicture([{ startAt: instant(startAt), endAt: instant(startAt + 26 * 3_600_000) }], now, "Europe/Berlin");
    expect(day).toEqual({ date, blocks: [hours(0, 24)] });
  }
  const week = weekRange(at("2026-03-29T12:00:00Z"), "Europe/Berlin");
  expect(week.endAt - week.startAt).toBe((7 * 24 - 1) * 3_600_000);
});
