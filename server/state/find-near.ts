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
  wholeSlip: 30,
  pair: 12,
  word: 12,
};
/** A key that more accounts have says nothing; of slips there are many keys, so fewer. */
const mostShared = 400;
const mostSlips = 120;
const mostCompared = 48;
/** Accounts with less than this share of the most hits are not compared. */
const leastShare = 0.05;

export interface Held {
  readonly postings: Postings;
  /** One number an account, all 0 between two calls. */
  readonly hits: Float32Array;
  /** One number an account: the company that last met it by a slip. */
  readonly met: Uint32Array;
  /** A number that no other company had. */
  readonly turn: number;
  readonly accounts: readonly (Account | undefined)[];
  readonly size: number;
}

/** The accounts that share the most telling keys with a company. */
export function findNear(asked: AskedCompany, { postings, hits, met, turn, accounts, size }: Held): readonly Account[] {
  const touched: number[] = [];
  const scale = Math.log(size + 1);
  for (const { kind, hash } of sharedKeys(asked, postings)) {
    const slipped = kind === "slip" || kind === "wholeSlip";
    const limit = slipped ? mostSlips : mostShared;
    const count = postings.count(hash, limit);
    if (count === 0 || (count === limit && kind !== "domain")) continue;
    const rarity = kind === "domain" ? 1 : 1 - Math.log(count) / scale;
    const weight = keyWeights[kind] * rarity * (kind === "word" || kind === "pair" ? rarity : 1);
    const bit = kind === "wholeSlip" ? 2 : 1;
    postings.each(hash, (place) => {
      // Names that are the same without one letter are so in many ways, which count once.
      if (slipped) {
        const known = met[place] ?? 0;
        const before = known >>> 2 === turn ? known & 3 : 0;
        if ((before & bit) !== 0) return;
        met[place] = ((turn << 2) | before | bit) >>> 0;
      }
      const before = hits[place] ?? 0;
      if (before === 0) touched.push(place);
      hits[place] = before + weight;
    });
  }
  const found = best(touched, hits).flatMap((place) => accounts[place] ?? []);
  for (const place of touched) hits[place] = 0;
  return found;
}

/**
 * The company's keys that an account may have. All are made before the first is looked for: looks into memory that do not wait
 * for each other's key take a tenth off the whole match.
 */
function sharedKeys(asked: AskedCompany, postings: Postings): readonly { readonly kind: KeyKind; readonly hash: number }[] {
  const kinds: KeyKind[] = [];
  const hashes: number[] = [];
  askedKeys(asked, (kind, hash) => {
    kinds.push(kind);
    hashes.push(hash);
  });
  const shared: { kind: KeyKind; hash: number }[] = [];
  for (let at = 0; at < hashes.length; at++) {
    const [kind, hash] = [kinds[at], hashes[at]];
    if (kind !== undefined && hash !== undefined && postings.mayHave(hash)) shared.push({ kind, hash });
  }
  return shared;
}

/** The places with the most hits, the first first. */
function best(touched: readonly number[], hits: Float32Array): readonly number[] {
  const counts = new Float32Array(touched.length);
  for (let at = 0; at < touched.length; at++) counts[at] = hits[touched[at] ?? 0] ?? 0;
  counts.sort();
  const least = Math.max(counts[counts.length - mostCompared] ?? 0, (counts.at(-1) ?? 0) * leastShare);
  return touched
    .filter((place) => (hits[place] ?? 0) >= least)
    .sort((a, b) => (hits[b] ?? 0) - (hits[a] ?? 0) || a - b)
    .slice(0, mostCompared);
}
