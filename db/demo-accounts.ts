import type { Account, Contact } from "../server/core/match/account.ts";

/** Two hundred invented companies of the demo, with an owner each. Their domains end in `.example`, so no real one is meant. */
export interface DemoAccounts {
  readonly accounts: readonly Account[];
  readonly contacts: readonly Contact[];
}

const names = [
  "Alder",
  "Birchwood",
  "Cascade",
  "Dunmore",
  "Eastgate",
  "Fairhaven",
  "Glenmoor",
  "Harborline",
  "Ironbridge",
  "Juniper",
  "Kestrel",
  "Larkspur",
  "Meridian",
  "Northfold",
  "Oakhurst",
  "Pinecrest",
  "Quayside",
  "Ridgeway",
  "Silverbrook",
  "Thornbury",
  "Underhill",
  "Vantage",
  "Westmark",
  "Yarrow",
  "Zephyr",
] as const;

const trades = [
  { word: "Logistics", industry: "transport" },
  { word: "Foods", industry: "food" },
  { word: "Robotics", industry: "manufacturing" },
  { word: "Health", industry: "healthcare" },
  { word: "Energy", industry: "energy" },
  { word: "Retail", industry: "retail" },
  { word: "Packaging", industry: "manufacturing" },
  { word: "Software", industry: "software" },
] as const;

/** Countries with the reps who own accounts there; the demo's setup knows the same ids. */
const markets = [
  { country: "US", owners: ["maya", "jonas"] },
  { country: "DE", owners: ["anna", "felix"] },
  { country: "GB", owners: ["priya"] },
  { country: "FR", owners: ["felix"] },
  { country: "IN", owners: ["arjun"] },
  { country: "AU", owners: ["grace"] },
  { country: "CA", owners: ["diego", "maya"] },
] as const;

const sizes = [25, 80, 140, 300, 650, 1_200, 4_000, 12_000] as const;

function pick<T>(list: readonly [T, ...T[]] | readonly T[], index: number): T {
  const item = list[index % list.length];
  if (item === undefined) throw new RangeError("an empty list");
  return item;
}

function demoAccount(index: number): Account {
  const name = pick(names, index);
  const trade = pick(trades, Math.floor(index / names.length));
  const market = pick(markets, index * 3 + Math.floor(index / 7));
  return {
    id: `acc-${String(index + 1).padStart(3, "0")}`,
    name: `${name} ${trade.word}`,
    domains: [`${name}${trade.word}.example`.toLowerCase()],
    ownerRepId: pick<string>(market.owners, index),
    country: market.country,
    companySize: pick(sizes, index * 5),
    industry: trade.industry,
    facts: { tier: index % 4 === 0 ? "strategic" : "standard" },
  };
}

/** The same accounts and contacts at every call. */
export function demoAccounts(): DemoAccounts {
  const accounts = Array.from({ length: names.length * trades.length }, (_, index) => demoAccount(index));
  const contacts = accounts
    .slice(0, 20)
    .map((account) => ({ email: `buyer@${account.domains[0] ?? ""}`, accountId: account.id }));
  return { accounts, contacts };
}
