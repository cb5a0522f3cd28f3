import { expect, test } from "vitest";
import type { LedgerEntry, LedgerKind } from "../../../../../server/core/route/pools/ledger.ts";
import { turnHolders } from "../../../../../server/core/route/pools/turn-holders.ts";
import { instant } from "../../../../../server/core/time.ts";

const lead = "lead_one";
const entry = ([repId, kind, turns]: readonly [string, LedgerKind, number]): LedgerEntry => ({
  poolId: "sales",
  seq: 1,
  repId,
  kind,
  turns,
  at: instant(0),
  leadId: lead,
});

test("who took a lead's turn last has it, until it ends, and a turn that does not come back counts all the same", () => {
  const holders = turnHolders(
    [
      entry(["ann", "offered", 1]),
      entry(["ann", "away", 0]),
      { ...entry(["bo", "offered", 1]), leadId: "lead_two" },
      entry(["ann", "reassigned", 0]),
      entry(["cy", "reassigned", 1]),
      entry(["cy", "moved_away", -1]),
      entry(["dee", "moved_here", 1]),
      entry(["dee", "cancelled", -1]),
      entry(["dee", "booked", 1]),
    ],
    lead,
  );
  expect(Object.fromEntries(holders)).toEqual({
    ann: { holds: false, counted: 1 },
    cy: { holds: false, counted: 0 },
    dee: { holds: true, counted: 1 },
  });
});
