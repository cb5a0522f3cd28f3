import type { Rarity } from "./align-words.ts";

/** How often something occurs among the accounts, counted as far as it matters (`most`). */
export interface KnownNames {
  /** How many accounts there are. */
  readonly accounts: number;
  /** Accounts that have the word in a name; the word as `CompanyName.canonical` has it. */
  word(word: string): number;
  /** Accounts whose name, alias or domain is spelt with exactly these letters. */
  letters(letters: string): number;
  /** Accounts that have the registered domain. */
  domain(registered: string): number;
  /** Accounts with these initials. */
  initials(initials: string): number;
}

/** Counts, and how telling a word is by them. */
export interface Lexicon {
  readonly names: KnownNames;
  readonly rarity: Rarity;
}

/** How telling words are among known names: 1 when no account has one, 0 when each has. For one match: counts are remembered. */
export function lexiconOf(names: KnownNames): Lexicon {
  const scale = Math.log(names.accounts + 1);
  const told = new Map<string, number>();
  return {
    names,
    rarity(word) {
      let rarity = told.get(word);
      if (rarity === undefined) told.set(word, (rarity = Math.max(0, 1 - Math.log(names.word(word) + 1) / scale)));
      return rarity;
    },
  };
}

/** Counting stops here. */
export const mostCounted = 4_096;
