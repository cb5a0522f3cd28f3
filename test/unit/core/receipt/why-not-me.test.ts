import { expect, it } from "vitest";
import type { Receipt, ReceiptRep } from "../../../../server/core/receipt/receipt.ts";
import { whyNotMe } from "../../../../server/core/receipt/why-not-me.ts";

const balance = (shortfall: number) => ({ turns: 1, credit: 0, share: 0.5, due: 1, shortfall, lastTurnAt: null });
const rep = (id: string, reason: ReceiptRep["reason"], owed: number): ReceiptRep => ({
  id,
  name: `${id} Name`,
  reason,
  weight: 100,
  priority: 2,
  load: null,
  before: balance(owed),
  after: balance(owed),
});

const receipt = {
  version: 1,
  leadId: "lead_1",
  decisionId: "dec_1",
  decidedAt: "2026-06-15T06:00:00.000Z",
  setup: { versionId: "sv_1", hash: "h" },
  outcome: {
    kind: "offered",
    text: null,
    url: null,
    meetingType: null,
    rep: { id: "ada", name: "ada Name" },
    pool: { id: "p", name: "Sales" },
  },
  inputs: {
    email: "d***@firm.example",
    name: "Dana",
    phone: null,
    message: null,
    answers: [],
    page: { host: null, path: null, referrer: null },
    timeZone: "UTC",
    locale: "en",
    notes: [],
  },
  facts: [{ name: "company", value: "Firm", source: "form" }],
  verdict: { kind: "qualified", score: 0, qualifiedAt: null, reasons: [], unknown: [] },
  match: { account: null, contact: null, owner: null, evidence: [] },
  rules: [],
  decidedBy: { kind: "catchAll" },
  owner: null,
  pools: [
    {
      id: "p",
      name: "Sales",
      rotation: "weighted",
      offer: "rep",
      ledgerSeq: 3,
      reps: [rep("ada", "chosen", 0.75), rep("bo", "lower_turn", -0.25), rep("cy", "calendar_lost", 0.9)],
    },
  ],
  bookings: [],
  steps: [],
  totalMs: 0,
} as unknown as Receipt;

it("tells a rep whose turn it was, why he was out, and nothing of the visitor or a colleague's name", () => {
  expect(whyNotMe(receipt, "ada").text).toBe(
    "You were offered this lead. In Sales it was your turn: you were owed 0.75 of a turn.",
  );
  expect(whyNotMe(receipt, "bo").text).toBe(
    "In Sales it was somebody else's turn: you were owed -0.25 of a turn, and the one who was next 0.75 of a turn.",
  );
  expect(whyNotMe(receipt, "cy").text).toContain("refuses us access");
  expect(whyNotMe(receipt, "zoe").text).toBe("No pool that you belong to was asked.");
  for (const id of ["bo", "cy"]) expect(JSON.stringify(whyNotMe(receipt, id))).not.toMatch(/Dana|firm|ada/);
});

it("tells the loads where those decide, and that a colleague knew the person before", () => {
  const [pool] = receipt.pools;
  const changed = (change: object): Receipt => ({ ...receipt, pools: [{ ...pool!, ...change }] });
  const loaded = changed({ rotation: "leastLoaded", reps: pool!.reps.map((one, i) => ({ ...one, load: i + 2 })) });
  expect(whyNotMe(loaded, "bo").text).toBe(
    "In Sales it was somebody else's turn: you had 3 open leads and meetings ahead, with a weight of 100; the one who was next had 2, with 100.",
  );
  expect(whyNotMe(loaded, "cy").text).toContain("refuses us access");
  const known = changed({ returning: { id: "ada", name: "Ada" } });
  expect(whyNotMe(known, "bo").text).toBe("In Sales a colleague had an earlier lead of the same person or company.");
  expect(whyNotMe(known, "ada").text).toContain("you had an earlier lead");
});
