import { describe, expect, it } from "vitest";
import { openPoolBook } from "../../../../../server/core/route/pools/pool-book.ts";
import { stampJoins } from "../../../../../server/core/route/pools/stamp-joins.ts";
import { instant } from "../../../../../server/core/time.ts";
import { someLedger, someMember, somePool, someSetup } from "../../../../support/some-setup.ts";

const now = instant(Date.UTC(2026, 5, 2));
const later = instant(Date.UTC(2026, 5, 9));
const setupOf = (...members: Parameters<typeof somePool>[1]) => someSetup({ pools: [somePool("p", members)] });
const membersOf = (setup: ReturnType<typeof setupOf>) => setup.pools[0]!.members;

describe("the moment of joining", () => {
  it("is not stamped on the first members of a pool", () => {
    expect(stampJoins(setupOf("ada", "bo"), null, now)).toEqual(setupOf("ada", "bo"));
    expect(stampJoins(setupOf("ada"), someSetup({}), now)).toEqual(setupOf("ada"));
  });

  it("is stamped on who comes to a live pool, so that he is owed nothing from before, even from that very day", () => {
    const setup = stampJoins(setupOf("ada", someMember("bo", { joinedOn: "2026-06-02" })), setupOf("ada"), now);
    expect(membersOf(setup)).toEqual([someMember("ada"), someMember("bo", { joinedOn: "2026-06-02", joinedAt: now })]);
    const morning = someLedger(
      "p",
      Array.from({ length: 8 }, () => ["ada", 1] as const),
      now - 8 * 3_600_000,
    );
    expect(openPoolBook(setup.pools[0]!, morning).balance("bo")).toMatchObject({ credit: 8, shortfall: 0 });
  });

  it("stays when the same file, or one with further members, is applied again", () => {
    const file = setupOf("ada", "bo");
    const first = stampJoins(file, setupOf("ada"), now);
    expect(stampJoins(file, first, later)).toEqual(first);
    expect(membersOf(stampJoins(setupOf("ada", "bo", "cy"), first, later)).map((member) => member.joinedAt)).toEqual([
      undefined,
      now,
      later,
    ]);
  });

  it("is a new one for who left and came back", () => {
    const back = stampJoins(setupOf("ada", "bo"), stampJoins(setupOf("ada"), setupOf("ada", "bo"), now), later);
    expect(membersOf(back)[1]).toEqual(someMember("bo", { joinedAt: later }));
  });

  it("is left to the date when that is still to come", () => {
    const coming = setupOf("ada", someMember("bo", { joinedOn: "2026-07-01" }));
    expect(stampJoins(coming, setupOf("ada"), now)).toEqual(coming);
  });
});
