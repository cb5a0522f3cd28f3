import { describe, expect, it } from "vitest";
import { absenceCredit } from "../../../../../server/core/route/pools/absence-credit.ts";
import { countsAsTurn } from "../../../../../server/core/route/pools/counts-as-turn.ts";
import { joinCredit } from "../../../../../server/core/route/pools/join-credit.ts";
import { resetWindow } from "../../../../../server/core/route/pools/reset-window.ts";
import { withinLead } from "../../../../../server/core/route/within-lead.ts";
import { instant } from "../../../../../server/core/time.ts";

const met = { accepted: true, missedByRep: false, missedByVisitor: false };

describe("what counts as a turn", () => {
  it.each([
    { title: "a meeting that took place", given: {}, usually: true, withNoShows: true },
    { title: "a meeting that was not accepted", given: { accepted: false }, usually: false, withNoShows: false },
    { title: "a visitor who did not come", given: { missedByVisitor: true }, usually: false, withNoShows: true },
    { title: "a rep who did not come", given: { missedByRep: true }, usually: true, withNoShows: true },
    { title: "nobody came", given: { missedByRep: true, missedByVisitor: true }, usually: true, withNoShows: true },
  ])("$title", ({ given, usually, withNoShows }) => {
    expect(countsAsTurn({ ...met, ...given }, false)).toBe(usually);
    expect(countsAsTurn({ ...met, ...given }, true)).toBe(withNoShows);
  });
});

describe("credits", () => {
  it("a joiner gets what his weight would have brought", () => {
    expect(joinCredit(100, { turns: 12, weight: 200, members: 2 })).toBe(6);
    expect(joinCredit(50, { turns: 12, weight: 200, members: 2 })).toBe(3);
  });

  it("the first members of a pool get none, and among weights of 0 the mean is taken", () => {
    expect(joinCredit(100, { turns: 0, weight: 0, members: 0 })).toBe(0);
    expect(joinCredit(100, { turns: 6, weight: 0, members: 3 })).toBe(2);
  });

  it("an absence is worth the mean of the others, and nothing to one who is alone", () => {
    expect(absenceCredit(8, 2)).toBe(4);
    expect(absenceCredit(8, 0)).toBe(0);
  });
});

describe("the window that is balanced", () => {
  const at = instant(Date.parse("2026-11-01T05:30:00Z"));
  const told = ({ startAt, endAt }: ReturnType<typeof resetWindow>) => [startAt, endAt].map((ms) => new Date(ms).toISOString());

  it("is a local day, one of 25 hours when the clock goes back", () => {
    expect(told(resetWindow("day", at, "America/New_York"))).toEqual(["2026-11-01T04:00:00.000Z", "2026-11-02T05:00:00.000Z"]);
  });

  it("is a local month", () => {
    expect(told(resetWindow("month", at, "America/Los_Angeles"))).toEqual([
      "2026-10-01T07:00:00.000Z",
      "2026-11-01T07:00:00.000Z",
    ]);
  });
});

describe("the greatest lead", () => {
  const members = [
    { id: "a", ahead: 3 },
    { id: "b", ahead: 1 },
    { id: "c", ahead: 0 },
  ];

  it("leaves out who is further ahead than that, and keeps who is just at it", () => {
    expect(withinLead(members, 1).map((member) => member.id)).toEqual(["b", "c"]);
    expect(withinLead(members, 3)).toEqual(members);
    expect(withinLead([], 1)).toEqual([]);
  });

  it("cannot be below 1", () => {
    expect(() => withinLead(members, 0)).toThrow(RangeError);
  });
});
