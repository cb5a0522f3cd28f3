import { foldText } from "../../lead/fold-text.ts";

/** What people type to get past a field. */
const fillers: ReadonlySet<string> = new Set(
  "test tester testing testtest asdf asd qwe qwer qwerty qwertz azerty abc abcd xyz xxx xx yyy zzz aaa none nobody noname noone anonymous foo bar baz foobar lorem ipsum dummy fake spam hacker blah bla sample demo nope na null undefined admin user username name firstname lastname company firma vorname nachname".split(
    " ",
  ),
);
const keyRows = ["qwertyuiop", "qwertzuiop", "azertyuiop", "asdfghjkl", "qsdfghjklm", "zxcvbnm", "yxcvbnm", "wxcvbn"];
const vowel = /[aeiouyäöüåæøœàâáãèêéëìîíïòôóõùûúýąęıő]/i;

/**
 * Why a name looks like nobody's: `filler`, `keyboard`, `no_vowels`, `consonants`, `repeated`, `random_case`, `digits`. Null when it may well be
 * one. Only Latin letters are judged, since every other script has rules of its own.
 */
export function gibberish(text: string): string | null {
  const bare = text.trim();
  if (bare === "" || bare.includes("://") || /[^\p{Script=Latin}\p{Script=Common}\p{Script=Inherited}]/u.test(bare)) return null;
  const words = foldText(bare.toLowerCase())
    .split(" ")
    .filter((word) => word !== "");
  if (words.length > 0 && words.every((word) => fillers.has(word))) return "filler";
  if (/(.)\1{3}/u.test(bare.toLowerCase())) return "repeated";
  // Words that people write in capitals are short forms, and follow no rule.
  const judged = bare.split(/[\s\-.'’&,/()]+/u).filter((word) => word.length > 3 && word !== word.toUpperCase());
  for (const word of judged) {
    const why = oddWord(word);
    if (why !== null) return why;
  }
  return /\d{4,}/.test(bare) && !/^\d+$/.test(bare) && /\p{L}\d+\p{L}/u.test(bare) ? "digits" : null;
}

function oddWord(word: string): string | null {
  const lower = word.toLowerCase();
  for (const row of keyRows)
    if (run(lower, row) >= 5 || (lower.length <= 6 && run(lower, row) === lower.length)) return "keyboard";
  if (lower.length >= 5 && !vowel.test(lower)) return "no_vowels";
  if (/[^aeiouyäöüåæøœàâáãèêéëìîíïòôóõùûúýąęıő\W\d_]{9,}/i.test(lower)) return "consonants";
  // `McDonald`, `DeVries` and `LinkedIn` have one capital inside, a random string has several.
  if (word.length >= 8 && (word.match(/\p{Ll}\p{Lu}/gu)?.length ?? 0) >= 3) return "random_case";
  return null;
}

/** The longest part of a word that runs along a row of keys, either way. */
function run(word: string, row: string): number {
  let longest = 1;
  let current = 1;
  let way = 0;
  for (let at = 1; at < word.length; at++) {
    const [from, to] = [row.indexOf(word[at - 1] ?? ""), row.indexOf(word[at] ?? "")];
    const step = from < 0 || to < 0 ? 0 : to - from;
    const goesOn = Math.abs(step) === 1 && (way === 0 || step === way);
    current = goesOn ? current + 1 : Math.abs(step) === 1 ? 2 : 1;
    way = Math.abs(step) === 1 ? step : 0;
    longest = Math.max(longest, current);
  }
  return longest;
}
