import { describe, expect, test } from "vitest";
import { channelOf } from "../../../../server/core/enrich/channel.ts";
import { chooseFacts } from "../../../../server/core/enrich/choose-facts.ts";
import type { Claim } from "../../../../server/core/enrich/claim.ts";
import { jsonPath, pathKeys } from "../../../../server/core/enrich/json-path.ts";
import { localFact, localFactNames, localFacts } from "../../../../server/core/enrich/local-facts.ts";
import { mailKind } from "../../../../server/core/enrich/mail-kind.ts";
import { readLead } from "../../../../server/core/lead/read-lead.ts";
import { noMatch } from "../../../../server/core/match/account.ts";
import { compileWhen } from "../../../../server/core/route/compile-when.ts";
import type { Subject } from "../../../../server/core/route/subject.ts";
import { instant } from "../../../../server/core/time.ts";

const claim = (source: string, value: string, given: Partial<Claim> = {}): Claim => ({
  name: "country",
  value,
  source,
  confidence: 1,
  at: instant(0),
  ...given,
});

describe("of several claims", () => {
  const claims = [
    claim("ip", "FR", { confidence: 0.6 }),
    claim("form", "DE"),
    claim("directory", "AT", { confidence: 0.8 }),
    claim("directory", "soft", { confidence: 0.2, name: "industry" }),
  ];
  const order = ["form", "directory", "ip"];
  test("the first confident one wins for each fact and the rest stay visible", () => {
    const { facts, others } = chooseFacts(claims, { order, confident: 0.5 });
    expect(facts).toEqual({ country: { value: "DE", source: "form", confidence: 1, at: 0 } });
    expect(others).toEqual([claims[0], claims[2], claims[3]]);
  });
  test("a fact may prefer another source, as far as that is confident", () => {
    const preferring = (country: string[]) =>
      chooseFacts(claims, { order, prefer: { country }, confident: 0.7 }).facts.country?.value;
    expect(preferring(["directory"])).toBe("AT");
    expect(preferring(["ip", "directory"])).toBe("AT");
  });
  test("whatever order they arrive in", () => {
    expect(chooseFacts(claims.toReversed(), { order, confident: 0.5 }).facts).toEqual(
      chooseFacts(claims, { order, confident: 0.5 }).facts,
    );
  });
});

const subjectOf = (fields: Readonly<Record<string, string>>, given: Partial<Subject> = {}): Subject => ({
  lead: readLead({
    id: "s",
    receivedAt: instant(0),
    form: { fields: Object.entries(fields).map(([name, value]) => ({ name, value })) },
    page: { url: "https://www.acme.example/demo?utm_medium=cpc" },
    visitor: { timeZone: "Europe/Berlin", locale: "de" },
  }),
  match: noMatch,
  now: instant(0),
  ...given,
});

const all = subjectOf({
  email: "info@firm.example",
  job_title: "VP Sales",
  country: "Germany",
  state: "Bayern",
  industry: "Maschinenbau",
  company_size: "51-100",
  "Annual revenue": "10M–50M €",
  phone: "+33612345678",
  handraise_pages: "https://www.acme.example/ /pricing?plan=x /blog/one#top\n/pricing",
});

test("what is at hand is read without asking anybody", () => {
  const facts = Object.fromEntries(localFactNames.map((name) => [name, localFact(name, all)]));
  expect(facts).toEqual({
    country: "DE",
    state: "DE-BY",
    companySize: 51,
    revenue: 10_000_000,
    industry: "manufacturing/machinery",
    seniority: "vp",
    jobFunction: "sales",
    phoneCountry: "FR",
    mailKind: "role",
    channel: "paid",
    pages: "/ /pricing /blog/one",
    pageViews: 4,
    landingPage: "/",
  });
  expect(Object.fromEntries(Object.entries(localFacts(all).facts).map(([name, { value }]) => [name, value]))).toEqual(facts);
});

test("the account says what the form leaves out, and its parent what it leaves out itself", () => {
  const account = { id: "1", name: "Firm", domains: [], country: "AT", facts: { state: "Wien" } };
  const parent = { id: "2", name: "Group", domains: [], companySize: 900, industry: "Banking", facts: {} };
  const subject = subjectOf({ email: "a@firm.example" }, { match: { ...noMatch, account, parent } });
  expect(["country", "state", "companySize", "industry", "seniority"].map((name) => localFact(name, subject))).toEqual([
    "AT",
    "AT-9",
    900,
    "finance/banking",
    undefined,
  ]);
  expect(localFact("constructor", subject)).toBeUndefined();
});

test("rules ask for facts whether or not anybody was asked; what nobody says is unknown", () => {
  const ask = compileWhen({ field: "facts.seniority", op: "in", value: ["vp"] });
  expect(ask(all)).toBe("yes");
  expect(ask(subjectOf({ email: "a@firm.example" }))).toBe("unknown");
  expect(ask({ ...all, facts: {} })).toBe("unknown");
  expect(ask({ ...all, facts: { seniority: { value: "staff", source: "directory", at: instant(0) } } })).toBe("no");
});

test.each([
  ["https://a.example/?utm_medium=email", undefined, "email"],
  ["https://a.example/?gclid=1", "https://www.google.com/", "paid"],
  ["https://a.example/", "https://www.google.co.uk/", "organic"],
  ["https://a.example/", "https://www.linkedin.com/feed", "social"],
  ["https://a.example/", "https://chatgpt.com/", "assistant"],
  ["https://a.example/", "https://blog.example/post", "referral"],
  ["https://a.example/", "https://a.example/pricing", "direct"],
  ["https://a.example/?utm_campaign=x", undefined, "campaign"],
  ["https://a.example/", undefined, "direct"],
])("a visitor of %s from %s came by %s", (url, referrer, channel) => {
  const page = { url, ...(referrer ? { referrer } : {}) };
  const lead = readLead({
    id: "s",
    receivedAt: instant(0),
    form: { fields: [] },
    page,
    visitor: { timeZone: "UTC", locale: "en" },
  });
  expect(channelOf(lead)).toBe(channel);
});

test.each([
  ["info@firm.example", "role"],
  ["sales.de@firm.example", "role"],
  ["dana.doe@firm.example", "business"],
  ["info@gmail.com", "free"],
  ["x@mailinator.com", "disposable"],
])("%s is a %s address", (email, kind) => {
  expect(mailKind(subjectOf({ email }).lead)).toBe(kind);
});

test.each([
  ["a.b", { a: { b: 1 } }, 1],
  ["$.a[0].b", { a: [{ b: 2 }] }, 2],
  ['a["b c"]', { a: { "b c": 3 } }, 3],
  ["a.b", { a: null }, undefined],
  ["__proto__.x", {}, undefined],
  ["a[9]", { a: [] }, undefined],
])("the path %s", (path, json, value) => {
  expect(jsonPath(json, path)).toBe(value);
});

test("a path that is none is told", () => {
  for (const path of ["", "a..b", "a[b]", "a[", "$"]) expect(pathKeys(path), path).toBeNull();
});
