import type { Account } from "../core/match/account.ts";
import type { AskedCompany } from "../core/match/asked-company.ts";
import { askedKeys, type KeyKind } from "../core/match/match-keys.ts";
import type { Postings } from "./postings.ts";

/** How much a shared key says, before accounts are compared in full. */
const keyWeights: Readonly<Record<KeyKind, number>> = {
  domain: 100,
  letters: 60,
  words: 50,
  acronym: 14,
  sound: 12,
  slip: 14,
  pair: 8,
  word: 6,
};
/** A key that more accounts have says nothing; the others are compared up to this many. */
const mostShared = 400;
const mostCompared = 48;

export interface Held {
  readonly postings: Postings;
  /** One number an account, all 0 between two calls. */
  readonly hits: Float32Array;
  readonly accounts: readonly (Account | undefined)[];
  readonly size: number;
}

/** The accounts that share the most telling keys with a company. */
export function findNear(asked: AskedCompany, { postings, hits, accounts, size }: Held): readonly Account[] {
  const touched: number[] = [];
  const scale = Math.log(size + 1);
  askedKeys(asked, (kind, hash) => {
    const count = postings.count(hash, mostShared);
    if (count === 0 || (count === mostShared && kind !== "domain")) return;
    const rarity = kind === "word" || kind === "pair" ? 1 - Math.log(count) / scale : 1;
    const weight = keyWeights[kind] * rarity;
    postings.each(hash, (place) => {
      const before = hits[place] ?? 0;
      if (before === 0) touched.push(place);
      hits[place] = before + weight;
    });
  });
  touched.sort((a, b) => (hits[b] ?? 0) - (hits[a] ?? 0) || a - b);
  const found: Account[] = [];
  for (const place of touched) {
    const account = accounts[place];
    if (account !== undefined && found.length < mostCompared) found.push(account);
    hits[place] = 0;
  }
  return found;
}
