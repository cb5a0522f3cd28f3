import type { CompanyName } from "./company-name.ts";
import { editDistance } from "./edit-distance.ts";
import type { WordClass } from "./name-words.ts";

/** How well a word tells a company: 0 for one that every name has, 1 for one that no known name has. */
export type Rarity = (word: string) => number;

/** Two words that are the same but for slips of typing. */
export interface Slip {
  readonly lead: string;
  readonly account: string;
  readonly distance: number;
}

export type ExtraClass = WordClass | "none" | "number";

/** What two names share, word by word. */
export interface Alignment {
  /** Of the lead's telling weight, how much the account's name has: 0 to 1. */
  readonly leadCover: number;
  readonly accountCover: number;
  /** The sum of the rarity of the shared words. */
  readonly shared: number;
  /** The rarest shared word, or an empty text. */
  readonly rarest: string;
  readonly rarestWeight: number;
  /** The rarest word that only the one has; 0 when none. */
  readonly leadExtra: number;
  readonly accountExtra: number;
  /** How many words that are not small ones only the one has. */
  readonly leadExtras: number;
  readonly accountExtras: number;
  /** The class of the rarest word that only the one has; `number` when one of them has a digit. */
  readonly leadExtraClass: ExtraClass;
  readonly accountExtraClass: ExtraClass;
  /** Whether the first telling word of both is shared. */
  readonly leadFirst: boolean;
  readonly accountFirst: boolean;
  readonly slips: readonly Slip[];
  /** Shared words that stand for several: initials, or the beginning of a word. */
  readonly abbreviations: number;
}

const commonRarity = 0.25;
const stopRarity = 0.02;
const placeRarity = 0.35;

interface Side {
  readonly name: CompanyName;
  readonly words: readonly string[];
  readonly weights: readonly number[];
  readonly used: Uint8Array;
}

function sideOf(name: CompanyName, rarity: Rarity): Side {
  const weights = name.canonical.map((word, at) => {
    switch (name.classes[at]) {
      case "stop":
        return stopRarity;
      case "kind":
      case "trade":
        return commonRarity;
      case "place":
        return Math.min(placeRarity, rarity(word));
      default:
        return word.length === 1 ? Math.min(commonRarity, rarity(word)) : rarity(word);
    }
  });
  return { name, words: name.canonical, weights, used: new Uint8Array(name.words.length) };
}

/** How many slips of typing two words may be apart. */
const slipsAllowed = (length: number) => (length < 4 ? 0 : length < 6 ? 1 : 2);

/** What the pairing gathers. */
interface Found {
  shared: number;
  rarest: string;
  rarestWeight: number;
  abbreviations: number;
  readonly slips: Slip[];
}

/** Pairs the words of two names, each at most once: the same, neighbours written as one word, initials, slips, beginnings. */
export function alignWords(lead: CompanyName, account: CompanyName, rarity: Rarity): Alignment {
  const a = sideOf(lead, rarity);
  const b = sideOf(account, rarity);
  const found: Found = { shared: 0, rarest: "", rarestWeight: 0, abbreviations: 0, slips: [] };
  pairSame(a, b, found);
  if (a.used.includes(0) && b.used.includes(0)) {
    pairJoined(a, b, found);
    pairJoined(b, a, found);
    pairInitials(a, b, found);
    pairInitials(b, a, found);
    pairAlike(a, b, found);
  }
  const ofLead = cover(a);
  const ofAccount = cover(b);
  return {
    ...found,
    leadCover: ofLead.cover,
    accountCover: ofAccount.cover,
    leadExtra: ofLead.extra,
    accountExtra: ofAccount.extra,
    leadExtras: ofLead.extras,
    accountExtras: ofAccount.extras,
    leadExtraClass: ofLead.extraClass,
    accountExtraClass: ofAccount.extraClass,
    leadFirst: isFirstShared(a),
    accountFirst: isFirstShared(b),
  };
}

function note(found: Found, word: string, weight: number): void {
  found.shared += weight;
  if (weight <= found.rarestWeight) return;
  found.rarestWeight = weight;
  found.rarest = word;
}

function pairSame(a: Side, b: Side, found: Found): void {
  for (let i = 0; i < a.words.length; i++) {
    for (let j = 0; j < b.words.length; j++) {
      if (b.used[j] === 1 || a.words[i] !== b.words[j]) continue;
      a.used[i] = 1;
      b.used[j] = 1;
      note(found, b.words[j] ?? "", b.weights[j] ?? 0);
      break;
    }
  }
}

/** Two neighbours of `a` that are one word of `b`. */
function pairJoined(a: Side, b: Side, found: Found): void {
  for (let i = 0; i + 1 < a.words.length; i++) {
    if (a.used[i] === 1 || a.used[i + 1] === 1) continue;
    const raw = (a.name.words[i] ?? "") + (a.name.words[i + 1] ?? "");
    const both = (a.words[i] ?? "") + (a.words[i + 1] ?? "");
    for (let j = 0; j < b.words.length; j++) {
      if (b.used[j] === 1 || (b.words[j] !== both && b.name.words[j] !== raw)) continue;
      a.used[i] = 1;
      a.used[i + 1] = 1;
      b.used[j] = 1;
      note(found, b.words[j] ?? "", b.weights[j] ?? 0);
      break;
    }
  }
}

/** A short word of `a` that is the initials of neighbours of `b`, such as `ISD` of independent school district. */
function pairInitials(a: Side, b: Side, found: Found): void {
  for (let i = 0; i < a.words.length; i++) {
    const word = a.name.words[i] ?? "";
    if (a.used[i] === 1 || word.length < 2 || word.length > 5) continue;
    for (let j = 0; j + word.length <= b.words.length; j++) {
      if (!isInitials(word, b, j)) continue;
      a.used[i] = 1;
      for (let k = j; k < j + word.length; k++) {
        b.used[k] = 1;
        note(found, b.words[k] ?? "", b.weights[k] ?? 0);
      }
      found.abbreviations += 1;
      break;
    }
  }
}

function isInitials(word: string, { name, used }: Side, from: number): boolean {
  for (let k = 0; k < word.length; k++) {
    if (used[from + k] === 1 || name.words[from + k]?.[0] !== word[k]) return false;
  }
  return true;
}

/** Words that differ by slips, or of which one is the beginning of the other. */
function pairAlike(a: Side, b: Side, found: Found): void {
  for (let i = 0; i < a.words.length; i++) {
    if (a.used[i] === 1) continue;
    // As typed: the word that stands for a misspelt one of another language may be far from it.
    const one = a.name.words[i] ?? "";
    for (let j = 0; j < b.words.length; j++) {
      const other = b.name.words[j] ?? "";
      if (b.used[j] === 1) continue;
      const shorter = Math.min(one.length, other.length);
      const allowed = slipsAllowed(shorter);
      const distance = allowed === 0 ? 9 : editDistance(one, other, allowed);
      if (distance <= allowed) found.slips.push({ lead: one, account: other, distance });
      else if (isBeginning(one, other, shorter)) found.abbreviations += 1;
      else continue;
      a.used[i] = 1;
      b.used[j] = 1;
      note(found, b.words[j] ?? "", b.weights[j] ?? 0);
      break;
    }
  }
}

const isBeginning = (a: string, b: string, shorter: number) =>
  shorter >= 3 && shorter <= 5 && Math.max(a.length, b.length) >= shorter + 3 && (a.startsWith(b) || b.startsWith(a));

interface Cover {
  readonly cover: number;
  readonly extra: number;
  readonly extras: number;
  readonly extraClass: ExtraClass;
}

const digit = /\d/;

function cover({ name, words, weights, used }: Side): Cover {
  let total = 0;
  let found = 0;
  let extra = 0;
  let extras = 0;
  let extraClass: ExtraClass = "none";
  for (let at = 0; at < weights.length; at++) {
    const weight = weights[at] ?? 0;
    total += weight;
    if (used[at] === 1) {
      found += weight;
      continue;
    }
    const wordClass = name.classes[at] ?? "other";
    if (wordClass === "stop") continue;
    extras += 1;
    if (digit.test(words[at] ?? "")) extraClass = "number";
    else if (weight > extra && extraClass !== "number") extraClass = wordClass;
    if (weight > extra) extra = weight;
  }
  return { cover: total === 0 ? 0 : found / total, extra, extras, extraClass };
}

function isFirstShared({ name, used }: Side): boolean {
  for (let at = 0; at < used.length; at++) if (name.classes[at] !== "stop") return used[at] === 1;
  return false;
}
