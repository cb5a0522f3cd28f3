import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { spamSchema, toSpam } from "../../../../../server/contract/setup/spam.ts";
import { type Lead } from "../../../../../server/core/lead/lead.ts";
import { noMatch } from "../../../../../server/core/match/account.ts";
import { gibberish } from "../../../../../server/core/qualify/spam/gibberish.ts";
import { heldBack } from "../../../../../server/core/qualify/spam/held-back.ts";
import { inList } from "../../../../../server/core/qualify/spam/in-list.ts";
import { judgeSpam, type SpamEvidence } from "../../../../../server/core/qualify/spam/judge-spam.ts";
import { instant } from "../../../../../server/core/time.ts";

const cases: readonly (readonly [string, string | null])[] = JSON.parse(readFileSync("test/cases/gibberish.json", "utf8"));

describe("gibberish", () => {
  test.each(cases)("%s", (text, why) => {
    expect(gibberish(text)).toBe(why);
  });
});

const usual: Lead = {
  email: "dana@firm.example",
  emailDomain: "firm.example",
  freeMail: false,
  disposableMail: false,
  name: "Dana Doe",
  company: "Firm Ltd",
  country: "DE",
  utm: {},
  pageUrl: "https://www.acme.example/",
  timeZone: "Europe/Berlin",
  locale: "de",
  answers: {},
  notes: [],
};
const settings = (given: object = {}) => toSpam(spamSchema.parse(given));
const judge = (given: Partial<SpamEvidence>, set = settings()) =>
  judgeSpam({ lead: usual, match: noMatch, rates: { address: 1, network: 1, domain: 1 }, ...given }, set);
const codes = (given: Partial<SpamEvidence>, set = settings()) => judge(given, set).signals.map(({ code }) => code);

test("a usual lead has nothing against it", () => {
  expect(judge({})).toEqual({ verdict: "clean", score: 0, signals: [] });
});

test.each<[string, Partial<SpamEvidence>, object]>([
  ["no_mail_server", { facts: { mailServer: { value: false, source: "mail", at: instant(0) } } }, {}],
  ["disposable_mail", { lead: { ...usual, disposableMail: true } }, {}],
  ["role_address", { lead: { ...usual, email: "info@firm.example" } }, {}],
  ["gibberish_name", { lead: { ...usual, name: "asdfgh" } }, {}],
  ["gibberish_company", { lead: { ...usual, company: "asdfgh" } }, {}],
  ["country_mismatch", { lead: { ...usual, phone: "+33612345678" } }, {}],
  ["country_mismatch", { facts: { ipCountry: { value: "BR", source: "ip", at: instant(0) } } }, {}],
  ["links_in_message", { lead: { ...usual, message: "see https://a.example/ and www.b.example and c.xyz" } }, {}],
  ["link_in_name", { lead: { ...usual, name: "Win now https://a.example" } }, {}],
  ["honeypot", { lead: { ...usual, answers: { nickname2: "x" } } }, { honeypots: ["nickname2"] }],
  ["filled_too_fast", { filledMs: 300 }, {}],
  ["puzzle_failed", { puzzle: false }, {}],
  ["puzzle_solved", { puzzle: true }, {}],
  ["rate_address", { rates: { address: 6, network: 1, domain: 1 } }, {}],
  ["rate_network", { rates: { address: 1, network: 21, domain: 1 } }, {}],
  ["rate_domain", { rates: { address: 1, network: 1, domain: 31 } }, {}],
  ["blocked", {}, { block: ["firm.example"] }],
  ["allowed", {}, { allow: ["dana@firm.example"] }],
  ["known_contact", { match: { ...noMatch, contact: { email: "dana@firm.example" } } }, {}],
  ["known_account", { match: { ...noMatch, account: { id: "1", name: "Firm", domains: [], facts: {} } } }, {}],
])("%s is seen alone", (code, given, set) => {
  expect(codes(given, settings(set))).toEqual([code]);
});

test("what is never typed into a lead stays out of the reasons", () => {
  const { signals } = judge({
    lead: { ...usual, name: "canary asdfgh", message: "canary http://a.example http://b.example http://c.example" },
  });
  expect(JSON.stringify(signals)).not.toContain("canary");
});

test("several weak signals make a suspect, strong ones spam, and lists decide at once", () => {
  expect(judge({ lead: { ...usual, name: "asdfgh", email: "info@firm.example" } }).verdict).toBe("suspect");
  expect(judge({ lead: { ...usual, name: "asdfgh", disposableMail: true, company: "Test" } }).verdict).toBe("spam");
  const bad = { lead: { ...usual, name: "asdfgh", disposableMail: true, company: "Test" } };
  expect(judge(bad, settings({ allow: ["@firm.example"] })).verdict).toBe("clean");
  expect(judge({}, settings({ block: ["@firm.example"] })).verdict).toBe("spam");
});

test("what is held back follows the bounds of the setup that asks, and says why", () => {
  const judged = judge({ lead: { ...usual, name: "asdfgh", email: "info@firm.example" } });
  expect(heldBack(judged, settings())).toBeNull();
  expect(heldBack(judged, undefined)).toBeNull();
  expect(heldBack(judged, settings({ suspects: "hold" }))).toMatchObject({
    kind: "spam",
    score: 5,
    reasons: [{ ruleId: "spam.gibberish_name" }, { ruleId: "spam.role_address", points: 1 }],
  });
  expect(heldBack(judged, settings({ spamAt: 5 }))?.kind).toBe("spam");
});

test("a weight may be changed, and 0 turns a signal off", () => {
  const fast = { filledMs: 10 };
  expect(judge(fast, settings({ weights: { filled_too_fast: 20 } })).verdict).toBe("spam");
  expect(judge(fast, settings({ weights: { filled_too_fast: 0 } })).signals).toEqual([]);
  expect(spamSchema.safeParse({ weights: { unheard_of: 1 } }).success).toBe(false);
});

test.each<[string, object, boolean]>([
  ["dana@firm.example", { email: "dana@firm.example" }, true],
  ["firm.example", { email: "dana@mail.firm.example" }, true],
  ["firm.example", { email: "dana@notfirm.example" }, false],
  ["203.0.113.0/24", { ip: "203.0.113.77" }, true],
  ["203.0.113.0/24", { ip: "203.0.114.77" }, false],
  ["0.0.0.0/0", { ip: "203.0.114.77" }, true],
  ["2001:db8::1", { ip: "2001:DB8::1" }, true],
  ["203.0.113.0/99", { ip: "203.0.113.7" }, false],
  ["203.0.113.0/", { ip: "203.0.113.0" }, false],
  ["2001:db8::/32", { ip: "2001:db8:7:9::" }, true],
  ["2001:db8::/32", { ip: "2001:db9::" }, false],
  ["2001:db8:7:9:1:2:3:4", { ip: "2001:db8:7:9::" }, true],
  ["2001:db8:7:8::/64", { ip: "2001:db8:7:9::" }, false],
  ["::/0", { ip: "203.0.113.7" }, false],
  ["1::2::3", { ip: "1::" }, false],
])("the list entry %s of %j", (entry, asked, listed) => {
  expect(inList([entry], asked)).toBe(listed);
});
