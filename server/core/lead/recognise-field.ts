import { type FieldRole, otherWords, phrases, roleWords, secretWords } from "./field-words.ts";
import { foldText } from "./fold-text.ts";
import type { FormField } from "./lead.ts";

/** What a field is for: one of the roles, `secret` (never kept), `other` (known to be none of ours), or `unknown`. */
export type FieldKind = FieldRole | "secret" | "other" | "unknown";

/** A label longer than this is a sentence; only its name then tells what the field is for. */
const longestLabel = 90;

interface WordList {
  readonly kind: FieldKind;
  /** Whole phrases of alphabets with spaces between words. */
  readonly spaced: readonly string[];
  /** Words of scripts without spaces: found inside a longer word too. */
  readonly unspaced: readonly string[];
  readonly whole: ReadonlySet<string>;
}

const hasNoSpaces = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;

function wordList(kind: FieldKind, words: readonly string[]): WordList {
  const folded = words.map(foldText);
  const unspaced = folded.filter((word) => hasNoSpaces.test(word) && word.length > 1);
  const spaced = folded.filter((word) => !hasNoSpaces.test(word)).map((word) => ` ${word} `);
  return { kind, spaced, unspaced, whole: new Set(folded) };
}

const secret = wordList("secret", secretWords);
const other = wordList("other", otherWords);
const roles = roleWords.map(([role, words]) => wordList(role, words));
/** Words that mean one thing alone and another inside a phrase (a page's title, the first time): the whole text or nothing. */
const wholeOnly: ReadonlySet<string> = new Set(
  phrases(`
    cap | psc | cep | state | region | county | province | sector | title | first | last | site | card | auth | session | pin | clave | hp | prefix | suffix | staff | note | business
    domain | question | questions | details | mail | adi | portable | cell | land | stat | nation | terms | login | url
    titel | beruf | poste | ceg | tara | mobile | imie | jmeno | name | nom | nombre | nome | naam | namn | navn | nimi
    nume | nev | employee | comment | description | tel | maa | kraj | consulta
  `).map((word) => ` ${word} `),
);

interface Known {
  readonly type: string | undefined;
  readonly label: string | undefined;
  readonly kind: FieldKind;
}

const cacheLimit = 5_000;
const variantLimit = 8;
const cache = new Map<string, Known[]>();

/** What a field is for, by its type, its name and its label. Remembered, because a site sends the same fields every time. */
export function recogniseField(field: FormField): FieldKind {
  const { name, label, type } = field;
  if (name.length > 300 || (label !== undefined && label.length > 500)) return classify(name.slice(0, 300), undefined, type);
  const known = cache.get(name);
  if (known !== undefined) {
    for (const one of known) if (one.label === label && one.type === type) return one.kind;
  }
  const kind = classify(name, label, type);
  remember(name, { type, label, kind });
  return kind;
}

function remember(name: string, one: Known): void {
  const known = cache.get(name);
  if (known !== undefined && known.length < variantLimit) known.push(one);
  else {
    if (cache.size >= cacheLimit) cache.clear();
    cache.set(name, [one]);
  }
}

function classify(name: string, label: string | undefined, type: string | undefined): FieldKind {
  const kindOfType = type?.toLowerCase();
  if (kindOfType === "password") return "secret";
  const names = fieldNames(name);
  const labelWords = label === undefined || label.length > longestLabel ? "" : bareText(label);
  const texts = labelWords === "" ? names : [...names, labelWords];
  if (texts.some((text) => says(secret, text))) return "secret";
  if (kindOfType === "checkbox" || kindOfType === "file") return "other";
  if (texts.some((text) => says(other, text))) return "other";
  if (kindOfType === "email") return "email";
  if (kindOfType === "tel") return "phone";
  if (kindOfType === "textarea") return "message";
  for (const role of roles) {
    if (texts.some((text) => says(role, text))) return role.kind;
  }
  return "unknown";
}

/** A name as a whole, and what its brackets or the last part of its path say: `form_fields[email]`, `0-1/email`, `contact.email`. */
function fieldNames(name: string): readonly string[] {
  const whole = bareText(name);
  const inner = bareText(/([^[\]/.:$]+)[\]\s]*$/.exec(name)?.[1] ?? "");
  const names = inner === whole ? [whole] : [inner, whole];
  return names.filter((text) => text !== "");
}

const before =
  /^(?:your|my|lead|contact|visitor|input|field|txt|fld|what is your|what s your|enter your|please enter your) (?=\D)/;
const after = / (?:required|optional|mandatory|pflichtfeld|obligatoire|obligatorio|obbligatorio|obrigatorio|verplicht)$/;

function bareText(text: string): string {
  return foldText(text).replace(before, "").replace(after, "");
}

function says(list: WordList, text: string): boolean {
  if (list.whole.has(text)) return true;
  const padded = ` ${text} `;
  for (const phrase of list.spaced) if (padded.includes(phrase) && !wholeOnly.has(phrase)) return true;
  for (const word of list.unspaced) if (text.includes(word)) return true;
  return false;
}
