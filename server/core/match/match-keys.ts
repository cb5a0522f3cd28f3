import type { Account } from "./account.ts";
import type { AskedCompany } from "./asked-company.ts";
import { acronymsOf, type CompanyName, lettersKey, wordsKey } from "./company-name.ts";
import { hashesWithout, hashText } from "./key-hash.ts";
import { accountHosts } from "./known-company.ts";
import { accountNames } from "./name-forms.ts";
import { readSite, type Site } from "./site.ts";
import { skeletonOf } from "./skeleton-of.ts";

/** What a key says of the accounts that have it. The number seeds its hash. `id` is for finding the account itself. */
export const keyKinds = {
  id: 0x9e3779b1,
  domain: 0x1b873593,
  letters: 0x2545f491,
  words: 0x38495ab5,
  acronym: 0x4cf5ad43,
  sound: 0x5bd1e995,
  word: 0x6c8e9cf5,
  pair: 0x7feb352d,
  slip: 0x165667b1,
} as const;

/** `wholeSlip` has the keys of `slip`: slips in the whole name say more than slips in a word of it. */
export type KeyKind = Exclude<keyof typeof keyKinds, "id"> | "wholeSlip";
export type PutKey = (kind: KeyKind, hash: number) => void;

const slipLetters = { least: 4, most: 16 };
const wordLetters = { least: 5, most: 14 };

const ranks = { other: 100, place: 50, kind: 0, trade: 0, stop: -1 } as const;

/** Words that may tell a company, the longest first: common words of trade and kind come last. */
function tellingWords({ canonical, classes }: CompanyName): readonly string[] {
  const rank = (word: string) => word.length + ranks[classes[canonical.indexOf(word)] ?? "other"];
  const found: string[] = [];
  for (let at = 0; at < canonical.length; at++) {
    const word = canonical[at] ?? "";
    if (classes[at] !== "stop" && !found.includes(word)) found.push(word);
  }
  return found.length < 2 ? found : found.sort((a, b) => rank(b) - rank(a) || (a < b ? -1 : 1));
}

function putPairs(words: readonly string[], put: PutKey): void {
  for (let i = 0; i < words.length; i++) {
    for (let j = i + 1; j < words.length; j++) {
      const [a = "", b = ""] = [words[i], words[j]];
      put("pair", hashText(hashText(keyKinds.pair, a < b ? a : b), a < b ? b : a));
    }
  }
}

function putSlips(kind: "slip" | "wholeSlip", text: string, put: PutKey): void {
  put(kind, hashText(keyKinds.slip, text));
  hashesWithout({ seed: keyKinds.slip, text, first: 0 }, (hash) => put(kind, hash));
}

/** Without every two letters: an account's name without one of its own meets it after two or three slips. */
function putDoubleSlips(text: string, put: PutKey): void {
  for (let first = 0; first < text.length - 1; first++) {
    const rest = text.slice(0, first) + text.slice(first + 1);
    hashesWithout({ seed: keyKinds.slip, text: rest, first }, (hash) => put("wholeSlip", hash));
  }
}

const fits = (text: string, { least, most }: { readonly least: number; readonly most: number }) =>
  text.length >= least && text.length <= most;

/** The keys of a name's whole; a name without letters has none. */
function putWhole(name: CompanyName, put: PutKey): void {
  if (name.letters === "") return;
  const letters = lettersKey(name.letters);
  put("letters", hashText(keyKinds.letters, letters));
  put("words", hashText(keyKinds.words, wordsKey(name)));
  const sound = skeletonOf(name.letters);
  if (sound.length >= 3) put("sound", hashText(keyKinds.sound, sound));
}

const isOpen = (wordClass: string | undefined) => wordClass === "other" || wordClass === "place";

/** Every key under which an account is found. */
export function accountKeys(account: Account, put: PutKey): void {
  for (const host of accountHosts(account)) putSite(readSite(host), put);
  let main = true;
  for (const form of accountNames(account)) {
    putWhole(form, put);
    for (const acronym of acronymsOf(form)) put("acronym", hashText(keyKinds.acronym, acronym));
    const words = tellingWords(form);
    for (const [at, word] of form.canonical.entries())
      if (isOpen(form.classes[at]) && form.canonical.indexOf(word) === at) put("word", hashText(keyKinds.word, word));
    const [first, second] = form.canonical;
    if (first !== undefined && second !== undefined && form.canonical.length > 2)
      put("word", hashText(hashText(keyKinds.word, first), second));
    putPairs(words.slice(0, 4), put);
    if (main) putMainSlips(form, words, put);
    main = false;
  }
}

function putMainSlips(form: CompanyName, words: readonly string[], put: PutKey): void {
  const letters = lettersKey(form.letters);
  if (fits(letters, slipLetters)) putSlips("wholeSlip", letters, put);
  const [longest = ""] = words;
  if (words.length > 1 && fits(longest, wordLetters)) putSlips("slip", longest, put);
}

function putSite(site: Site | null, put: PutKey): void {
  if (site === null) return;
  put("domain", domainKey(site.registered));
  put("letters", hashText(keyKinds.letters, lettersKey(site.letters)));
}

/** The key of a registered domain. */
export const domainKey = (registered: string): number => hashText(keyKinds.domain, registered);

/** Every key under which accounts are looked up for a company that is nobody's by its domain. */
export function askedKeys(asked: AskedCompany, put: PutKey): void {
  for (const site of [asked.emailSite, asked.website, ...asked.typedSites]) {
    if (site === null) continue;
    put("domain", domainKey(site.registered));
    put("letters", hashText(keyKinds.letters, lettersKey(site.letters)));
    put("acronym", hashText(keyKinds.acronym, site.letters));
  }
  for (const form of asked.forms) {
    putWhole(form, put);
    const letters = lettersKey(form.letters);
    put("acronym", hashText(keyKinds.acronym, letters));
    for (const acronym of acronymsOf(form)) put("letters", hashText(keyKinds.letters, acronym));
    const words = tellingWords(form);
    for (const [at, word] of form.canonical.entries()) {
      if (isOpen(form.classes[at])) put("word", hashText(keyKinds.word, word));
      const next = form.canonical[at + 1];
      if (next !== undefined) put("word", hashText(keyKinds.word, word + next));
    }
    putPairs(words.slice(0, 5), put);
    if (fits(letters, { least: 4, most: 18 })) putSlips("wholeSlip", letters, put);
    if (fits(letters, { least: 6, most: 12 })) putDoubleSlips(letters, put);
    for (const word of words) if (words.length > 1 && fits(word, { least: 5, most: 15 })) putSlips("slip", word, put);
  }
}
