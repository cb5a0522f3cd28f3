/** Control characters, but for tab and line ends. */
const controlCharacters = /[^\P{Cc}\t\n\r]/u;
const allControlCharacters = /[^\P{Cc}\t\n\r]/gu;

/** The text without control characters and lone surrogates, which no database column takes; the very same string when it has none. */
export function cleanText(text: string): string {
  const clean = controlCharacters.test(text) ? text.replace(allControlCharacters, "") : text;
  return clean.isWellFormed() ? clean : clean.toWellFormed();
}

const plainLine = /^(?! )(?:[!-~]| (?! |$))*$/;

/** One trimmed line of at most `max` characters, white space folded to single spaces. */
export function oneLine(text: string, max: number): string {
  if (text.length <= max && plainLine.test(text)) return text;
  return text
    .slice(0, max * 2)
    .replace(/\s+/g, " ")
    .trim()
    .slice(0, max)
    .toWellFormed();
}

const letters: Readonly<Record<string, string>> = { ß: "ss", ø: "o", ł: "l", đ: "d", æ: "ae", œ: "oe", ı: "i", ð: "d", þ: "th" };

const folded = /^[a-z0-9]+(?: [a-z0-9]+)*$/;

/**
 * What is left of a text when case, accents, punctuation and camel case are taken away: lower-case words with single
 * spaces between them, e.g. `form_fields[firstName]` → `form fields first name`. Letters of every script are kept.
 */
export function foldText(text: string): string {
  if (folded.test(text)) return text;
  return text
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, "$1 $2")
    .toLowerCase()
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "")
    .replace(/[ßøłđæœıðþ]/g, (letter) => letters[letter] ?? letter)
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}
