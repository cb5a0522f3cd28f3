import { describe, expect, test } from "vitest";
import { type BookingStatus, isOpen, occupies } from "../../../../server/core/book/booking.ts";
import { type BookingAction, nextStatus, transitions } from "../../../../server/core/book/transitions.ts";

const statuses: readonly (BookingStatus | "new")[] = [
  "new",
  "held",
  "booked",
  "confirmed",
  "completed",
  "no_show",
  "cancelled",
  "reassigned",
  "expired",
];

/** The table told once more by hand: what a person may expect of each action, in the order of `statuses`. */
const expected: Readonly<Record<BookingAction, readonly (BookingStatus | null)[]>> = {
  hold: ["held", "held", null, null, null, null, null, null, null],
  expire: [null, "expired", null, null, null, null, null, null, null],
  release: [null, "expired", null, null, null, null, null, null, null],
  book: ["booked", "booked", null, null, null, null, null, null, null],
  confirm: [null, null, "confirmed", null, null, null, null, null, null],
  reschedule: [null, null, "booked", "booked", null, null, null, null, null],
  reassign: [null, null, "reassigned", "reassigned", null, null, null, null, null],
  cancel: [null, null, "cancelled", "cancelled", null, null, null, null, null],
  no_show: [null, null, "no_show", "no_show", "no_show", null, null, null, null],
  complete: [null, null, "completed", "completed", null, "completed", null, null, null],
};

const actions = Object.keys(expected) as readonly BookingAction[];
const rows = actions.flatMap((action) => statuses.map((from, i) => ({ action, from, to: expected[action][i] ?? null })));

test("every action and every state is decided", () => {
  expect(Object.keys(transitions).toSorted()).toEqual([...actions].toSorted());
  expect(rows).toHaveLength(90);
});

describe("allowed", () => {
  test.each(rows.filter(({ to }) => to !== null))("$action: $from → $to", ({ action, from, to }) => {
    expect(nextStatus(from, action)).toBe(to);
  });
});

describe("refused", () => {
  test.each(rows.filter(({ to }) => to === null))("$action of what is $from", ({ action, from }) => {
    expect(nextStatus(from, action)).toBeNull();
  });
});

test("what frees a time never gets it back: no way leads from a state without a time to one with", () => {
  const back = rows.filter(({ from, to }) => from !== "new" && to !== null && !occupies(from) && occupies(to));
  expect(back).toEqual([]);
});

test("whatever is open occupies its time", () => {
  const open = statuses.filter((status) => status !== "new").filter(isOpen);
  expect(open.filter(occupies)).toEqual(["booked", "confirmed"]);
});
