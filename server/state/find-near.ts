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
  const shared = sharedKeys(asked, postings);
  for (let key = 0; key < shared; key++) {
    const kind = kinds[key] ?? "word";
    const hash = hashes[key] ?? 0;
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

/** The keys of the company that is being looked for: one list for all, because one for each is a twentieth of a submission's garbage. */
const kinds: KeyKind[] = [];
const hashes: number[] = [];

/**
 * Puts the company's keys that an account may have at the front of the list, and tells how many they are. All are made before
 * the first is looked for: looks into memory that do not wait for each other's key take a tenth off the whole match.
 */
function sharedKeys(asked: AskedCompany, postings: Postings): number {
  let made = 0;
  askedKeys(asked, (kind, hash) => {
    kinds[made] = kind;
    hashes[made] = hash;
    made += 1;
  });
  let shared = 0;
  for (let at = 0; at < made; at++) {
    const hash = hashes[at] ?? 0;
    if (!postings.mayHave(hash)) continue;
    kinds[shared] = kinds[at] ?? "word";
    hashes[shared] = hash;
    shared += 1;
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
