import { editDistance } from "./edit-distance.ts";
import { toLatin } from "./latin-letters.ts";
import { formAtEnd, formAtStart, unspacedForms } from "./legal-forms.ts";
import { readPhrase } from "./name-phrases.ts";
import { knownWords, readWord, softLetters, type WordClass } from "./name-words.ts";
import { spaceWords } from "./unspaced-words.ts";

/** A company's name taken apart. */
export interface CompanyName {
  /** Words in Latin letters, lower case, without legal forms. */
  readonly words: readonly string[];
  /** The word that stands for each of `words`, see `name-words.ts`. */
  readonly canonical: readonly string[];
  readonly classes: readonly WordClass[];
  /** `words` without the spaces. */
  readonly letters: string;
  /** The same with the legal forms. */
  readonly allLetters: string;
  /** Letters of the legal form at the end. */
  readonly form: string;
  /** First letters of the words of the legal form. */
  readonly formInitials: string;
  /** Whether letters of another script were spelt in Latin ones. */
  readonly transliterated: boolean;
}

const nonLatin = /[^\p{ASCII}\p{Script=Latin}\p{P}\p{S}\p{Z}\p{M}\p{N}]/u;
const wordChar = /[\p{L}\p{N}]/u;
const ascii = /^\p{ASCII}*$/u;

/** Words of a text that is in Latin letters: apostrophes go, `&` and `+` are `and`, single letters in a row are one word. */
function splitWords(text: string): string[] {
  const words: string[] = [];
  const plain = ascii.test(text);
  let start = -1;
  let word = "";
  let single = false;
  const end = (at: number) => {
    const whole = word + (start < 0 ? "" : text.slice(start, at));
    start = -1;
    word = "";
    if (whole === "") return;
    const lone = whole.length === 1 && whole >= "a";
    if (lone && single) words.push(`${words.pop() ?? ""}${whole}`);
    else words.push(whole);
    single = lone;
  };
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    const isWord = (code >= 97 && code <= 122) || (code >= 48 && code <= 57) || (code > 127 && !plain && isWordAt(text, at));
    if (isWord) {
      if (start < 0) start = at;
    } else if (code === 39 || code === 96) {
      // An apostrophe is inside a word.
      if (start >= 0) word += text.slice(start, at);
      start = -1;
    } else {
      end(at);
      if (code === 38 || code === 43) {
        words.push("and");
        single = false;
      }
    }
  }
  end(text.length);
  return words;
}

/** A surrogate belongs to a letter: what is left of them after `toLatin` are rare ideographs. */
const isWordAt = (text: string, at: number): boolean => {
  const code = text.charCodeAt(at);
  return (code >= 0xd800 && code <= 0xdfff) || wordChar.test(text[at] ?? "");
};

const longForms = ["limited", "corporation", "incorporated", "company", "gesellschaft", "aktiengesellschaft"];

function isAlmostForm(word: string): boolean {
  if (word.length < 5 || knownWords().has(word)) return false;
  return longForms.some((form) =>
    word[0] === form[0] || word === form.slice(1)
      ? editDistance(word, form, form.length > 8 ? 2 : 1) <= (form.length > 8 ? 2 : 1)
      : false,
  );
}

/** How many words at the end are a legal form, or a long one with a slip in it. */
function formsAtEnd(words: readonly string[], end: number): number {
  const count = formAtEnd(words, 0, end);
  return count === 0 && end > 1 && isAlmostForm(words[end - 1] ?? "") ? 1 : count;
}

function withoutUnspacedForms(text: string): string {
  let rest = text;
  for (const form of unspacedForms) if (rest.includes(form)) rest = rest.replaceAll(form, " ");
  return rest.trim() === "" ? text : rest;
}

/** Takes a company's name apart. A text without a letter or digit has no words. */
export function readCompanyName(text: string): CompanyName {
  const transliterated = !ascii.test(text) && nonLatin.test(text);
  const latin = toLatin(transliterated ? spaceWords(withoutUnspacedForms(text.normalize("NFKC"))) : text);
  const all = splitWords(latin);
  let start = 0;
  let end = all.length;
  for (let count = formsAtEnd(all, end); count > 0; count = formsAtEnd(all, end)) {
    end -= count;
    while (end - 1 > start && all[end - 1] === "and") end -= 1;
  }
  for (let count = formAtStart(all, start, end); count > 0; count = formAtStart(all, start, end)) start += count;
  const words = start === 0 && end === all.length ? all : all.slice(start, end);
  const canonical: string[] = [];
  const classes: WordClass[] = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? "";
    const phrase = readPhrase(word, words[at + 1]);
    const known = readWord(phrase ?? word);
    canonical.push(known.canonical);
    classes.push(known.class);
    if (phrase === undefined) continue;
    canonical.push("");
    classes.push("stop");
    at += 1;
  }
  return {
    words,
    canonical,
    classes,
    letters: words.join(""),
    form: all.slice(end).join(""),
    formInitials: all
      .slice(end)
      .map((word) => word[0] ?? "")
      .join(""),
    allLetters: all.join(""),
    transliterated,
  };
}

/** Letters under which names are looked up: umlauts either way, and domains' labels, are the same. */
export const lettersKey = (letters: string): string => softLetters(letters);

/** The words that tell, in alphabetical order: the same for every order of words and every language of its common words. */
export function wordsKey({ canonical, classes, letters }: CompanyName): string {
  const telling: string[] = [];
  for (let at = 0; at < canonical.length; at++) {
    const word = canonical[at] ?? "";
    if (classes[at] !== "stop" && word !== "" && !telling.includes(word)) telling.push(word);
  }
  if (telling.length === 0) return letters;
  return telling.length === 1 ? (telling[0] ?? "") : telling.sort().join(" ");
}

const smallWords = new Set(
  "of the and for in at on to de des du d der die das und et y e i von van da do di della del dei".split(" "),
);

/** First letters of the words, with and without the small ones and the legal form; none for a name of one word. */
export function acronymsOf(name: CompanyName): readonly string[] {
  if (name.words.length + name.formInitials.length < 2) return [];
  let every = "";
  let telling = "";
  for (const word of name.words) {
    const initials = /^\d/.test(word) || (word.length === 2 && !/[aeiouy]/.test(word)) ? word : word.slice(0, 1);
    every += initials;
    if (!smallWords.has(word)) telling += initials;
  }
  const found = new Set([every, telling]);
  if (name.formInitials !== "") found.add(telling + name.formInitials.slice(0, 1));
  return [...found].filter((acronym) => acronym.length >= 2);
}
