import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import Database from "better-sqlite3";
import MiniSearch from "minisearch";
import type { Lead } from "../../server/core/lead/lead.ts";
import type { Account } from "../../server/core/match/account.ts";
import { leadOfRow } from "../../server/core/match/labelled-lead.ts";
import { matchLead } from "../../server/core/match/match-lead.ts";
import { type AccountIndex, createAccountIndex } from "../../server/state/account-index.ts";
import { madeAccounts, seeded, typedFor } from "./made-accounts.ts";
import type { BenchRow } from "./row.ts";

const million = 1_000_000;
const asked = 2_000;

const quantile = (sorted: readonly number[], share: number) => sorted[Math.floor((sorted.length - 1) * share)] ?? Number.NaN;

function timed(call: () => void): number {
  const start = performance.now();
  call();
  return performance.now() - start;
}

/** What is told of each item, sorted. */
const each = <T>(items: readonly T[], tell: (item: T) => number): number[] => items.map(tell).sort((a, b) => a - b);

/** Milliseconds of each call, sorted. */
function timesOf<T>(items: readonly T[], call: (item: T) => unknown): number[] {
  let kept: unknown;
  const times = each(items, (item) => timed(() => (kept = call(item))));
  if (kept === times) throw new Error("unreachable: keeps the calls from being optimised away");
  return times;
}

function heap(): number {
  setFlagsFromString("--expose_gc");
  // Twice: buffers that the first finds unused are given back by the second.
  runInNewContext("gc(); gc()");
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

function typedLeads(accounts: readonly Account[], count: number): Lead[] {
  const random = seeded(11);
  return Array.from({ length: count }, (_, at) => {
    const account = accounts[Math.floor(random() * accounts.length)];
    if (account === undefined) throw new RangeError("no accounts");
    return leadOfRow({ company: typedFor(account, at, random), email: `ada${at}@gmail.com` });
  });
}

/** Microseconds a call over leads of accounts all over the index, in short rounds; the best tenth, so that other work of the machine stays out. */
function exactMicros(accounts: readonly Account[], call: (lead: Lead) => unknown): number {
  const random = seeded(5);
  const perRound = 250;
  const rounds = each(Array.from({ length: 200 }), () => {
    let kept: unknown;
    const leads = Array.from({ length: perRound }, () => {
      const account = accounts[Math.floor(random() * accounts.length)];
      return leadOfRow({ email: `ada@${account?.domains[0] ?? ""}` });
    });
    return timed(() => {
      for (const lead of leads) kept = call(lead);
      if (kept === undefined) throw new Error("nothing was found");
    });
  });
  return (quantile(rounds, 0.1) * 1_000) / perRound;
}

function ours(): BenchRow[] {
  const small = madeAccounts(1_000);
  const smallIndex = createAccountIndex();
  smallIndex.load(small, []);
  const accounts = madeAccounts(million);
  const index = createAccountIndex();
  const before = heap();
  const buildMs = timed(() => index.load(accounts, []));
  const bytes = (heap() - before) / million;
  for (const lead of typedLeads(accounts, 500)) matchLead(lead, index);
  const whole = timesOf(typedLeads(accounts, asked), (lead) => matchLead(lead, index));
  const changes = timesOf(accounts.slice(500, 1_500), (account) => index.upsert({ ...account, name: `${account.name} New` }));
  const lookUp = (held: AccountIndex) => (lead: Lead) => held.withDomain(lead.emailDomain ?? "");
  const inLarge = exactMicros(accounts, lookUp(index));
  exactMicros(small, (lead) => matchLead(lead, smallIndex));
  const wholeSmall = exactMicros(small, (lead) => matchLead(lead, smallIndex));
  const wholeLarge = exactMicros(accounts, (lead) => matchLead(lead, index));
  return [
    { name: "exact look-up by domain, 1,000,000 accounts", value: inLarge, unit: "µs", limit: 6 },
    { name: "whole match by domain, 1,000,000 accounts", value: wholeLarge, unit: "µs" },
    { name: "the same against 1,000 accounts", value: wholeLarge / wholeSmall, unit: "×", limit: 1.8, ratioOf: "1,000 accounts" },
    { name: "whole match by a typed name, 1,000,000 accounts, p50", value: quantile(whole, 0.5), unit: "ms", limit: 1 },
    { name: "the same, p95", value: quantile(whole, 0.95), unit: "ms", limit: 3 },
    { name: "index of 1,000,000 accounts built", value: buildMs / 1_000, unit: "s", limit: 10 },
    { name: "index, an account beyond the account itself", value: bytes, unit: "bytes", limit: 400 },
    { name: "one account changed, p95", value: quantile(changes, 0.95), unit: "ms", limit: 1 },
  ];
}

const rivalAccounts = 100_000;

function rivals(): BenchRow[] {
  const accounts = madeAccounts(rivalAccounts);
  const leads = typedLeads(accounts, 200);
  const index = createAccountIndex();
  index.load(accounts, []);
  for (const lead of leads) matchLead(lead, index);
  const own = timesOf(leads, (lead) => matchLead(lead, index));
  const mini = new MiniSearch<Account>({ fields: ["name"] });
  mini.addAll(accounts);
  const searched = timesOf(leads, ({ company = "" }) => mini.search(company, { fuzzy: 0.2, prefix: true }).slice(0, 5));
  const db = new Database(":memory:");
  db.exec("create virtual table names using fts5(name, tokenize = 'trigram')");
  const insert = db.prepare("insert into names (name) values (?)");
  db.transaction(() => {
    for (const { name } of accounts) insert.run(name);
  })();
  const find = db.prepare("select rowid from names where names match ? order by rank limit 5");
  const trigrams = (text: string) => {
    const letters = text.toLowerCase().replace(/[^a-z0-9 ]/g, "");
    return Array.from({ length: Math.max(0, letters.length - 2) }, (_, at) => `"${letters.slice(at, at + 3)}"`).join(" OR ");
  };
  const looked = timesOf(leads, ({ company = "" }) => find.all(trigrams(company)));
  db.close();
  return [
    { name: "whole match by a typed name, 100,000 accounts, p50", value: quantile(own, 0.5), unit: "ms" },
    { name: "minisearch (fuzzy, prefix), 100,000 accounts, p50", value: quantile(searched, 0.5), unit: "ms" },
    { name: "SQLite FTS5 trigram, 100,000 accounts, p50", value: quantile(looked, 0.5), unit: "ms" },
  ];
}

/** Matching leads to accounts in memory, beside two search engines at a size that they can bear. */
export const benchMatch = async (): Promise<BenchRow[]> => [...rivals(), ...ours()];
