import type { Account, AliasKind } from "./account.ts";
import { type CompanyName, readCompanyName } from "./company-name.ts";
import { trailingForms } from "./legal-forms.ts";

const separators =
  /\s+[-–—|/:•·]+\s+|[([{（【）】\])}|;]+|\s*[/]\s*|,\s+|\s+(?:dba|d\/b\/a|aka|a\.k\.a\.|formerly|vormals|c\/o|by|part of)\s+/i;
const most = 4;

/** A name as it was typed, then its parts if it has any: `Acme Tools (acmetools.com)` is also `Acme Tools` and `acmetools.com`. */
export function nameForms(text: string): readonly CompanyName[] {
  const whole = readCompanyName(text);
  const pieces = piecesOf(text, whole);
  const forms = whole.letters === "" ? [] : [whole];
  for (const piece of pieces) {
    const form = piece === undefined ? null : readCompanyName(piece);
    if (form === null || !names(form)) continue;
    if (forms.every((other) => other.letters !== form.letters)) forms.push(form);
  }
  return forms;
}

const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;
const latinRun = /[\p{Script=Latin}][\p{ASCII}\p{Script=Latin}]*/u;
const unspacedRun = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}ー・]+/gu;

/** Parts between signs; of a name in two scripts, which mostly says it twice, also what is in each. */
function piecesOf(text: string, { transliterated }: CompanyName): readonly (string | undefined)[] {
  const pieces = separators.test(text) ? text.split(separators).slice(0, most) : [];
  if (!transliterated || !unspaced.test(text)) return pieces;
  const latin = latinRun.exec(text)?.[0].trim();
  return latin === undefined ? pieces : [...pieces, latin, ...(text.match(unspacedRun) ?? [])];
}

/** A piece such as `Inc.`, `UK`, `Center` or `Sociedad Anónima` names nobody. */
function names({ words, classes, letters }: CompanyName): boolean {
  if (letters.length < 3 || trailingForms.has(words.join(" "))) return false;
  return words.some((word, at) => classes[at] === "other" && !trailingForms.has(word));
}

const naming: ReadonlySet<AliasKind> = new Set(["alias", "former_name", "brand", "short", "is"]);

/** The texts that an account goes by, its name first. */
export function accountNames(account: Account): readonly CompanyName[] {
  const forms = [...nameForms(account.name)];
  for (const alias of account.aliases ?? []) if (naming.has(alias.kind)) forms.push(readCompanyName(alias.text));
  return forms;
}
