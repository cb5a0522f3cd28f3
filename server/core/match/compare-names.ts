import { type Alignment, alignWords, type Rarity, type Slip } from "./align-words.ts";
import { acronymsOf, type CompanyName, wordsKey } from "./company-name.ts";
import { editDistance } from "./edit-distance.ts";
import type { KnownNames, Lexicon } from "./known-names.ts";
import { rangeOf, shareOf, tellOf } from "./range-of.ts";
import { skeletonOf } from "./skeleton-of.ts";
import { farSlips, isNeighbourKey } from "./slip-kinds.ts";

/**
 * How two names stand to each other, the closest that holds: letter by letter the same (`exact`), but for the legal form
 * (`form`), umlauts (`letters`), small words (`small`), order (`order`), a plural (`plural`), words of another language (`words`);
 * initials of the account's name (`initials`) or of the lead's (`spelt_out`); slips of typing in the whole (`slip`) or in
 * single words (`word_slip`); the same sound after transliteration (`sound`); some words the same (`part`); nothing (`none`).
 */
export type Relation =
  | "exact"
  | "form"
  | "letters"
  | "small"
  | "order"
  | "plural"
  | "words"
  | "initials"
  | "spelt_out"
  | "slip"
  | "word_slip"
  | "sound"
  | "part"
  | "label"
  | "none";

export interface NameRelation {
  readonly relation: Relation;
  /** Which of two relations is closer: the greater. */
  readonly closeness: number;
  readonly codes: readonly string[];
  /** The rarest word that both have, when the names share words. */
  readonly rarest: string;
  /** How telling the words are that only the lead's and only the account's name has, when the names share words. */
  readonly extra: string;
}

/** The two names, with their letters under `lettersKey`. */
export interface NamePair {
  readonly lead: CompanyName;
  readonly leadKey: string;
  readonly account: CompanyName;
  readonly accountKey: string;
}

export const sameRelations: ReadonlySet<Relation> = new Set(["exact", "form", "letters", "small", "order", "plural", "words"]);

const related = (relation: Relation, closeness: number, codes: readonly string[] = []): NameRelation => ({
  relation,
  closeness,
  codes,
  rarest: "",
  extra: "",
});

const nothing = related("none", 0);

/** Compares two names; `rarity` says how telling a word is among all accounts. */
export function compareNames(pair: NamePair, { rarity, names }: Lexicon): NameRelation {
  const { lead, account } = pair;
  if (lead.allLetters === account.allLetters) return related("exact", 100);
  if (lead.letters === account.letters) return related("form", 98);
  if (pair.leadKey === pair.accountKey) return related("letters", 96);
  const same = sameWords(lead, account);
  if (same !== null) return related(same, 94);
  const initials = compareInitials(lead, account, names);
  if (initials !== null) return initials;
  const alignment = alignWords(lead, account, rarity);
  const slipped =
    wordSlips(lead, account, { alignment, rarity, names }) ?? wholeSlip(pair, alignment, names) ?? sound(lead, account);
  if (slipped !== null && slipped.closeness >= 70) return slipped;
  const part = sharedWords(lead, alignment, names);
  if (slipped === null || part.closeness > slipped.closeness) return part;
  return slipped;
}

const telling = (name: CompanyName) => name.words.filter((_, at) => name.classes[at] !== "stop");

function sameWords(lead: CompanyName, account: CompanyName): Relation | null {
  const key = wordsKey(lead);
  if (key.length <= 2 || key !== wordsKey(account)) return null;
  const [a, b] = [telling(lead), telling(account)];
  if (a.join("") === b.join("")) return "small";
  if ([...a].sort().join(" ") === [...b].sort().join(" ")) return "order";
  return a.every((word, at) => word === b[at] || `${word}s` === b[at] || word === `${b[at] ?? ""}s`) ? "plural" : "words";
}

function compareInitials(lead: CompanyName, account: CompanyName, names: KnownNames): NameRelation | null {
  const fits = (text: string) => text.length >= 2 && text.length <= 8;
  if (lead.words.length <= 2 && fits(lead.letters) && acronymsOf(account).includes(lead.letters)) {
    const of = rangeOf(names.initials(lead.letters), [2, 3, 6, 12]);
    return related("initials", 70, [`initials.${rangeOf(lead.letters.length, [3, 4, 5, 6])}`, `initials.of.${of}`]);
  }
  if (account.words.length === 1 && fits(account.letters) && acronymsOf(lead).includes(account.letters))
    return related("spelt_out", 69, [
      `spelt_out.${rangeOf(account.letters.length, [3, 4, 5, 6])}`,
      `spelt_out.of.${rangeOf(names.letters(account.letters), [2, 3, 6])}`,
    ]);
  return null;
}

interface Known {
  readonly alignment: Alignment;
  readonly rarity: Rarity;
  readonly names: KnownNames;
}

const share = ({ lead, account, distance }: Slip) => distance / Math.min(lead.length, account.length);

/** Every word of both is paired, some with slips. */
function wordSlips(lead: CompanyName, account: CompanyName, { alignment, rarity, names }: Known): NameRelation | null {
  const { slips } = alignment;
  const [first] = slips;
  if (first === undefined || lead.words.length + account.words.length === 2) return null;
  if (alignment.leadExtras + alignment.accountExtras + alignment.abbreviations > 0) return null;
  const worst = slips.reduce((a, b) => (share(b) > share(a) ? b : a), first);
  const sum = slips.reduce((total, slip) => total + slip.distance, 0);
  const told = rarity(worst.account);
  return related("word_slip", 82 - sum * 4, [
    `word_slip.${Math.min(sum, 4)}`,
    `word_slip.worst.${worst.distance}.${rangeOf(Math.min(worst.lead.length, worst.account.length), [5, 6, 8, 10])}`,
    `word_slip.known.${rangeOf(names.word(worst.lead), [1, 2, 5])}`,
    `word_slip.word.${tellOf(told)}`,
    `word_slip.start.${worst.lead[0] === worst.account[0] ? "same" : "other"}`,
    `word_slip.rest.${restOf(alignment.shared - told)}`,
    `word_slip.far.${Math.min(sum, 4)}.${Math.min(
      2,
      slips.reduce((total, slip) => total + farSlips(slip.lead, slip.account), 0),
    )}`,
    worst.distance === 1 ? `word_slip.kind.${kindOfSlip(worst.lead, worst.account)}` : "word_slip.kind.several",
  ]);
}

const restOf = (weight: number) =>
  weight < 0.1 ? "0" : weight < 0.4 ? "0.1" : weight < 0.8 ? "0.4" : weight < 1.2 ? "0.8" : "1.2";

const slipsFor = (length: number) => (length < 4 ? 0 : length < 6 ? 1 : length < 9 ? 2 : length < 14 ? 3 : 4);

/** Slips in the letters of the whole, where words do not pair: names of one word, and names parted otherwise. */
function wholeSlip(
  { lead, leadKey, account, accountKey }: NamePair,
  alignment: Alignment,
  names: KnownNames,
): NameRelation | null {
  const length = Math.min(leadKey.length, accountKey.length);
  const single = lead.words.length === 1 && account.words.length === 1;
  const limit = single ? slipsFor(length) : Math.min(slipsFor(length), 2);
  if (limit === 0) return null;
  const ofLetters = editDistance(leadKey, accountKey, limit);
  // A slip in the legal form leaves it standing: then the whole with both forms is closer.
  const ofAll = account.form === "" ? limit + 1 : editDistance(lead.allLetters, account.allLetters, limit);
  const distance = Math.min(ofLetters, ofAll);
  if (distance > limit) return null;
  if (ofAll < ofLetters)
    return slipCodes(lead, { typed: lead.allLetters, meant: account.allLetters, distance, single: false, alignment, names });
  const parted = alignment.leadExtras + alignment.accountExtras > 1 || lead.words.length !== account.words.length;
  if (!single && distance > 1 && !parted) return null;
  // A short word more on one side is a word more, no slip.
  if (!single && distance > 1 && Math.min(alignment.leadExtras, alignment.accountExtras) === 0 && alignment.slips.length === 0)
    return null;
  return slipCodes(lead, { typed: leadKey, meant: accountKey, distance, single, alignment, names });
}

interface Slipped {
  readonly typed: string;
  readonly meant: string;
  readonly distance: number;
  readonly single: boolean;
  readonly alignment: Alignment;
  readonly names: KnownNames;
}

function slipCodes(lead: CompanyName, { typed, meant, distance, single, alignment, names }: Slipped): NameRelation {
  const [short, long] = typed.length < meant.length ? [typed, meant] : [meant, typed];
  const several = long.includes(short) ? "around" : "several";
  const size = `slip.${distance}.${rangeOf(short.length, [5, 6, 7, 9, 12, 16])}`;
  const known = lead.words.length === 1 ? rangeOf(names.word(lead.canonical[0] ?? ""), [1, 2, 5]) : "words";
  return related("slip", 80 - distance * 4, [
    size,
    `slip.start.${typed[0] === meant[0] ? "same" : "other"}`,
    `slip.known.${known}`,
    `${size}.${single ? "single" : "several"}.known.${known}`,
    single ? "slip.single" : `slip.extra.${tellOf(alignment.leadExtra)}.${tellOf(alignment.accountExtra)}`,
    `slip.kind.${distance === 1 ? kindOfSlip(typed, meant) : several}`,
    ...(digitsOf(typed) === digitsOf(meant) ? [] : ["slip.digits"]),
    `slip.far.${distance}.${farSlips(typed, meant)}`,
    `slip.sound.${skeletonOf(typed) === skeletonOf(meant) ? "same" : "other"}`,
  ]);
}

const vowel = /[aeiouy]/;

/** What kind one slip is: swapped neighbours, a vowel, the key beside, another letter, a doubled one, one left out or put in at some place. */
function kindOfSlip(lead: string, account: string): string {
  let at = 0;
  while (at < lead.length && lead[at] === account[at]) at += 1;
  if (lead.length === account.length) {
    if (lead[at] === account[at + 1] && lead[at + 1] === account[at]) return "swap";
    if (isNeighbourKey(lead[at] ?? "", account[at] ?? "")) return "key";
    return vowel.test(lead[at] ?? "") && vowel.test(account[at] ?? "") ? "vowel" : "change";
  }
  const [short, long] = lead.length < account.length ? [lead, account] : [account, lead];
  if (long[at] === long[at - 1] || long[at] === long[at + 1]) return "double";
  const place = at >= short.length ? "end" : at === 0 ? "start" : "middle";
  return `${lead.length < account.length ? "missing" : "extra"}_${place}`;
}

function sound(lead: CompanyName, account: CompanyName): NameRelation | null {
  if (!lead.transliterated && !account.transliterated) return null;
  const skeleton = skeletonOf(account.letters);
  if (skeleton.length < 3 || skeletonOf(lead.letters) !== skeleton) return null;
  return related("sound", 60, [`sound.${rangeOf(skeleton.length, [4, 5, 6, 8])}`]);
}

const digitsOf = (letters: string) => letters.replace(/\D+/g, "");

const sharedOf = (weight: number) => {
  const starts = [0.3, 0.5, 0.7, 0.9, 1.2, 1.6, 2.2];
  return `${starts.findLast((start) => weight >= start) ?? 0}`;
};

/** Some words are the same: what is shared, and what each has besides. */
function sharedWords(lead: CompanyName, alignment: Alignment, names: KnownNames): NameRelation {
  if (alignment.shared <= 0.05) return nothing;
  const { leadCover, accountCover, rarest, slips } = alignment;
  const slipped = slips.reduce((total, slip) => total + slip.distance, 0);
  const count = rarest === "" ? 9_999 : names.word(rarest);
  const of = rangeOf(count, [2, 4, 9, 20, 60]);
  const some = rangeOf(count, [4, 20]);
  const first = alignment.leadFirst ? (alignment.accountFirst ? "both" : "lead") : alignment.accountFirst ? "account" : "neither";
  const extra = `${tellOf(alignment.leadExtra)}.${tellOf(alignment.accountExtra)}`;
  const codes = [
    `part.cover.${shareOf(leadCover)}.${shareOf(accountCover)}`,
    `part.shared.${sharedOf(alignment.shared)}`,
    `part.shared.${sharedOf(alignment.shared)}.of.${of}`,
    `part.extra.${extra}.first.${first}`,
    `part.extra.${extra}.of.${some}`,
    `part.rarest.of.${of}.length.${rangeOf(rarest.length, [4, 6, 8])}`,
    `part.rarest.of.${of}.first.${first}`,
    `part.contrast.${alignment.leadExtraClass}.${alignment.accountExtraClass}`,
    `part.slips.${Math.min(3, slipped)}`,
    `part.short.${Math.min(2, alignment.abbreviations)}`,
    `part.extras.lead.${Math.min(4, alignment.leadExtras)}`,
    `part.extras.account.${Math.min(4, alignment.accountExtras)}`,
    `part.words.${Math.min(4, lead.words.length - alignment.leadExtras)}`,
    slipped > 0 ? `part.slipped.of.${of}` : "part.clean",
  ];
  return { ...related("part", 10 + 20 * (leadCover + accountCover), codes), rarest, extra };
}
