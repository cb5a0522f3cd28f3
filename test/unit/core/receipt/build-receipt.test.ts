import { describe, expect, test } from "vitest";
import { parseSetup } from "../../../../server/adapters/setup-file/parse-setup.ts";
import type { RepReason } from "../../../../server/core/availability/rep.ts";
import type { Booking } from "../../../../server/core/book/booking.ts";
import { readLead } from "../../../../server/core/lead/read-lead.ts";
import type { Account } from "../../../../server/core/match/account.ts";
import { matchLead } from "../../../../server/core/match/match-lead.ts";
import { qualify } from "../../../../server/core/qualify/qualify.ts";
import { buildReceipt } from "../../../../server/core/receipt/build-receipt.ts";
import type { Receipt } from "../../../../server/core/receipt/receipt.ts";
import { sameRoute } from "../../../../server/core/receipt/same-route.ts";
import { tellReceipt } from "../../../../server/core/receipt/tell-receipt.ts";
import { compileRouter } from "../../../../server/core/route/compile-router.ts";
import type { Decision } from "../../../../server/core/route/decision.ts";
import type { LedgerEntry } from "../../../../server/core/route/pools/ledger.ts";
import { openPoolBook } from "../../../../server/core/route/pools/pool-book.ts";
import { replayRoute } from "../../../../server/core/route/replay-route.ts";
import { route } from "../../../../server/core/route/route.ts";
import { instant } from "../../../../server/core/time.ts";
import { indexOf } from "../../../support/index-of.ts";

const setupText = `
company: { name: Northwind, timeZone: UTC }
reps:
  - { id: anna, name: Anna Berg, email: anna@northwind.example }
  - { id: ben, name: Ben Carter, email: ben@northwind.example }
  - { id: cleo, name: Cleo Diaz, email: cleo@northwind.example }
pools:
  - id: emea
    name: Europe
    members: [anna, { repId: ben, weight: 200 }, cleo]
    everybodyAway: { kind: message, text: We call you back. }
meetingTypes: [{ id: intro, name: Intro call }]
router:
  qualify:
    qualifiedAt: 10
    rules:
      - { id: size, when: { field: lead.companySize, op: greater_or_equal, value: 50 }, reason: fifty people or more, points: 10 }
      - { id: phone, when: { field: lead.phone, op: not_empty }, reason: a phone number, points: 5 }
  rules:
    - id: us
      name: United States
      when: { field: lead.country, op: equals, value: US }
      then: { kind: redirect, url: https://us.northwind.example/ }
    - id: dach
      name: German-speaking
      when:
        all:
          - { field: lead.country, op: in, value: [DE, AT, CH] }
          - { field: lead.email, op: not_empty }
          - { field: lead.answers.plan, op: equals, value: Enterprise }
      then:
        kind: offerOwner
        meetingTypeId: intro
        otherwise: { kind: offerPool, poolId: emea, meetingTypeId: intro }
  catchAll: { kind: offerPool, poolId: emea, meetingTypeId: intro }
`;

const parsed = parseSetup(setupText);
if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
const { setup } = parsed;
const compiled = compileRouter(setup);
const now = instant(Date.UTC(2026, 10, 23, 9));
const acme: Account = {
  id: "acme",
  name: "Acme",
  domains: ["acme.de"],
  ownerRepId: "cleo",
  industry: "Steel",
  facts: { tier: "gold" },
};

const secretTexts = ["ada.lovelace", "Lovelace", "1234567", "We are a secret project", "Baker Street"];

function decide(options: {
  readonly country?: string;
  readonly size?: string;
  readonly account?: Account;
  readonly states?: Readonly<Record<string, RepReason>>;
  readonly ledger?: readonly LedgerEntry[];
}): Decision {
  const { country = "Germany", size = "51-100", account = null, states = {}, ledger = [] } = options;
  const lead = readLead({
    id: "submission-0000001",
    receivedAt: now,
    form: {
      fields: [
        { name: "name", value: "Ada Lovelace" },
        { name: "email", value: "ada.lovelace@acme.de", type: "email" },
        { name: "phone", value: "+49 30 1234567", type: "tel" },
        { name: "company", value: "Acme" },
        { name: "country", value: country },
        { name: "employees", value: size },
        { name: "plan", value: "Enterprise" },
        { name: "street", value: "221b Baker Street" },
        { name: "message", value: "We are a secret project", type: "textarea" },
      ],
    },
    page: { url: "https://www.acme.example/demo?utm_source=google&token=s3cr3t", referrer: "https://search.example/?q=ada" },
    visitor: { timeZone: "Europe/Berlin", locale: "de-DE" },
  });
  const match = matchLead(lead, indexOf(account === null ? [] : [account]));
  const verdict = qualify(compiled, { lead, match, now });
  const answer = route(compiled, {
    subject: { lead, match, verdict, now },
    repState: (repId) => states[repId] ?? null,
    ledgers: (poolId) => openPoolBook(setup.pools.find((pool) => pool.id === poolId) ?? setup.pools[0]!, ledger),
  });
  const steps = [
    { name: "read", ms: 0.01 },
    { name: "route", ms: 0.2 },
  ];
  return { id: "dec_1", leadId: "lead_1", decidedAt: now, setupVersionId: "sv_1", lead, verdict, match, route: answer, steps };
}

function turn(seq: number, repId: string, leadId: `lead_${string}` = "lead_0"): LedgerEntry {
  return { poolId: "emea", seq, repId, kind: "offered", turns: 1, leadId, at: instant(now - 1_000_000 + seq * 1_000) };
}

function receiptOf(decision: Decision, ledgerEntries: readonly LedgerEntry[] = [], bookings: readonly Booking[] = []): Receipt {
  return buildReceipt({ decision, setup, setupHash: "ab".repeat(32), ledgerEntries, bookings, bookingEvents: [] });
}

function story(receipt: Receipt): Readonly<Record<string, string>> {
  return Object.fromEntries(tellReceipt(receipt).paragraphs.map(({ title, text }) => [title, text]));
}

const ledger = [turn(1, "ben"), turn(2, "anna"), turn(3, "ben"), turn(4, "ben")];

describe("the receipt", () => {
  test("tells the fair turn with the account of every rep before and after", () => {
    const decision = decide({ ledger });
    const [pool] = receiptOf(decision, [...ledger, turn(5, "cleo", "lead_1")]).pools;
    expect(pool).toMatchObject({ id: "emea", name: "Europe", rotation: "weighted", ledgerSeq: 4 });
    expect(pool?.reps.map((rep) => [rep.name, rep.reason, rep.before?.turns, rep.after?.turns, rep.before?.due])).toEqual([
      ["Anna Berg", "lower_turn", 1, 1, 1],
      ["Ben Carter", "lower_turn", 3, 3, 2],
      ["Cleo Diaz", "chosen", 0, 1, 1],
    ]);
  });

  test("a turn of another lead is not this lead's", () => {
    const [pool] = receiptOf(decide({ ledger }), [...ledger, turn(5, "anna", "lead_other")]).pools;
    expect(pool?.reps.map((rep) => rep.after)).toEqual(pool?.reps.map((rep) => rep.before));
  });

  test("with a ledger that has a gap it says that the account is not at hand, and throws nothing", () => {
    const receipt = receiptOf(decide({ ledger }), ledger.slice(1));
    expect(receipt.pools[0]?.reps.every((rep) => rep.before === null)).toBe(true);
    expect(story(receipt)["Turns of Europe"]).toContain("not at hand");
  });

  test("has every rep of every asked pool with one reason", () => {
    const receipt = receiptOf(decide({ states: { ben: "calendar_unread", anna: "away", cleo: "calendar_busy" } }));
    expect(receipt.outcome).toMatchObject({ kind: "fallback", text: "We call you back.", rep: null });
    expect(receipt.pools[0]?.reps.map(({ id, reason }) => [id, reason])).toEqual([
      ["anna", "away"],
      ["ben", "calendar_unread"],
      ["cleo", "calendar_busy"],
    ]);
  });

  test("tells every rule that was asked, and the deciding one with the values that it saw, masked", () => {
    const { rules, decidedBy } = receiptOf(decide({}));
    expect(decidedBy).toEqual({ kind: "rule", rule: { id: "dach", name: "German-speaking" } });
    expect(rules.map(({ id, answer }) => [id, answer])).toEqual([
      ["us", "no"],
      ["dach", "yes"],
    ]);
    expect(rules[0]?.because).toBeNull();
    expect(rules[1]?.because?.parts?.map((part) => part.found)).toEqual(["DE", "a•••@acme.de", "Enterprise"]);
  });

  test("asks no rule when the verdict ended the matter", () => {
    const receipt = receiptOf(decide({ size: "5" }));
    expect(receipt).toMatchObject({ decidedBy: { kind: "verdict" }, rules: [], pools: [], outcome: { kind: "disqualified" } });
    expect(story(receipt)["The rule"]).toContain("No rule was asked");
  });

  test("carries no text that names or reaches the person, in document and story", () => {
    const receipt = receiptOf(decide({ account: acme, ledger }), ledger);
    const everything = JSON.stringify([receipt, tellReceipt(receipt)]);
    for (const secret of [...secretTexts, "s3cr3t", "q=ada"]) expect(everything).not.toContain(secret);
    expect(receipt.inputs).toMatchObject({ email: "a•••@acme.de", name: "Ada L.", phone: "+49•••67" });
    expect(receipt.inputs.answers).toContainEqual({ name: "plan", value: "Enterprise", masked: false });
    expect(receipt.inputs.answers).toContainEqual({ name: "street", value: "••• (17 characters)", masked: true });
  });

  test("says where each fact is from", () => {
    const { facts } = receiptOf(decide({ account: acme }));
    expect(facts).toContainEqual({ name: "country", value: "DE", source: "form" });
    expect(facts).toContainEqual({ name: "utm source", value: "google", source: "page address" });
    expect(facts).toContainEqual({ name: "account's tier", value: "gold", source: "account list" });
  });

  test("is JSON as it stands, and the same sources give the same receipt", () => {
    const receipt = receiptOf(decide({ ledger }), ledger);
    expect(JSON.parse(JSON.stringify(receipt))).toEqual(receipt);
    expect(receiptOf(decide({ ledger }), ledger)).toEqual(receipt);
  });
});

describe("the story", () => {
  test("says why this rep, in numbers that a person can check", () => {
    const told = tellReceipt(receiptOf(decide({ ledger }), ledger));
    expect(told.heading).toBe("Ada L. of Acme was offered the times of Cleo Diaz");
    expect(story(receiptOf(decide({ ledger }), ledger))["Turns of Europe"]).toBe(
      "Cleo Diaz was next: 0 turns taken, where the fair share was 1 (25 % of all), and no turn before. 2 more reps have their turns later.",
    );
  });

  test("says who was left out and why", () => {
    const text = story(receiptOf(decide({ ledger, states: { cleo: "calendar_lost" } }), ledger))["Turns of Europe"];
    expect(text).toContain("Anna Berg was next: 1 turn taken, where the fair share was 1");
    expect(text).toContain("Cleo Diaz has a calendar that refuses us access, and unknown is never free.");
  });

  test("says that the owner was asked first, and what came of it", () => {
    expect(story(receiptOf(decide({ account: acme })))["The owner"]).toBe(
      "The rule asks the owner first, and Cleo Diaz could be offered. No turn of a pool was used.",
    );
    expect(story(receiptOf(decide({ account: acme, states: { cleo: "away" } })))["The owner"]).toBe(
      "The rule asks the owner first, but Cleo Diaz is away.",
    );
  });

  test("says which conditions decided and what they saw", () => {
    const text = story(receiptOf(decide({})))["The rule"];
    expect(text).toMatch(/^“German-speaking” matched: lead\.country is one of DE, AT, CH – yes, it was DE; /);
    expect(text).toContain("One rule before it did not match.");
  });

  test("says when the catch-all decided, and why the lead qualified", () => {
    const told = story(receiptOf(decide({ country: "France" })));
    expect(told["The rule"]).toBe("None of the 2 rules matched; the catch-all decided.");
    expect(told.Qualification).toBe(
      "The lead qualifies with 15 of the 10 points that are needed: fifty people or more (+10); a phone number (+5).",
    );
  });

  test("follows the meeting: booked, moved, cancelled", () => {
    const booking: Booking = {
      id: "bk_1",
      leadId: "lead_1",
      decisionId: "dec_1",
      repId: "cleo",
      meetingTypeId: "intro",
      status: "cancelled",
      startAt: instant(Date.UTC(2026, 10, 24, 14)),
      endAt: instant(Date.UTC(2026, 10, 24, 14, 30)),
      blockStartAt: instant(Date.UTC(2026, 10, 24, 14)),
      blockEndAt: instant(Date.UTC(2026, 10, 24, 14, 30)),
      visitor: { name: "Ada Lovelace", email: "ada.lovelace@acme.de", timeZone: "Europe/Berlin", locale: "de" },
      sequence: 2,
      uid: "uid",
      manageTokenHash: "hash",
      createdAt: now,
      updatedAt: now,
    };
    const receipt = receiptOf(decide({ ledger }), ledger, [booking]);
    expect(story(receipt)["The meeting"]).toBe(
      "“Intro call” with Cleo Diaz at 2026-11-24 14:00 UTC was cancelled. It changed 2 times.",
    );
    expect(JSON.stringify(receipt)).not.toContain("lovelace@");
    expect(JSON.stringify(receipt)).not.toContain('hash":"hash');
  });
});

describe("replaying", () => {
  test.each([
    ["a fair turn", {}],
    ["an owner", { account: acme }],
    ["an owner who is away", { account: acme, states: { cleo: "away" } as const }],
    ["nobody at all", { states: { anna: "away", ben: "calendar_lost", cleo: "capped" } as const }],
    ["a refusal", { size: "5" }],
    ["another country", { country: "US" }],
  ])("%s gives the same answer", (_name, options) => {
    const decision = decide({ ...options, ledger });
    const later = [...ledger, turn(5, "anna", "lead_later")];
    expect(sameRoute(replayRoute(compiled, decision, later), decision.route)).toBe(true);
  });

  test("with other rules the difference is seen", () => {
    const decision = decide({ ledger });
    const other = compileRouter({ ...setup, router: { ...setup.router, rules: [] } });
    expect(sameRoute(replayRoute(other, decision, ledger), decision.route)).toBe(false);
  });
});
