import type { FieldRole } from "./field-words.ts";
import { cleanText, oneLine } from "./fold-text.ts";
import type { FormField, Utm } from "./lead.ts";
import { type EmailAddress, readEmail } from "./read-email.ts";
import { utmName } from "./read-page.ts";
import { recogniseField } from "./recognise-field.ts";
import { isSecretValue } from "./secret-value.ts";

type TextRole = Exclude<FieldRole, "email">;

/** The fields of a form, sorted by what they are for. */
export interface Collected {
  readonly answers: Readonly<Record<string, string>>;
  /** First answer that is not empty, for each role. */
  readonly texts: Readonly<Partial<Record<TextRole, string>>>;
  readonly email: EmailAddress | null;
  /** A field asked for an e-mail and got something else. */
  readonly emailUnread: boolean;
  readonly utm: Utm;
  readonly secrets: number;
}

interface Collecting {
  answers: Record<string, string>;
  texts: Partial<Record<TextRole, string>>;
  /** By how sure we are that it is the person's own address: 3 by the field's type, 2 by its name or label, 1 by the value's shape. */
  email: { readonly address: EmailAddress; readonly sureness: number } | null;
  emailUnread: boolean;
  utm: { -readonly [K in keyof Utm]: Utm[K] };
  secrets: number;
}

/** Sorts the fields of a form; secrets are counted and left behind. */
export function collectFields(fields: readonly FormField[]): Collected {
  const found: Collecting = { answers: {}, texts: {}, email: null, emailUnread: false, utm: {}, secrets: 0 };
  for (const field of fields) collectField(field, found);
  return { ...found, email: found.email?.address ?? null };
}

function collectField(field: FormField, found: Collecting): void {
  const kind = recogniseField(field);
  const value = cleanText(field.value);
  if (kind === "secret" || (kind !== "phone" && isSecretValue(value))) {
    found.secrets += 1;
    return;
  }
  keepAnswer(found.answers, cleanText(field.name), value);
  const text = value.trim();
  if (text === "" || kind === "other") return;
  if (kind === "email") collectEmail(text, field.type === "email" ? 3 : 2, found);
  else if (kind === "unknown") collectUnknown(field.name, text, found);
  else found.texts[kind] ??= text;
}

function collectEmail(text: string, sureness: number, found: Collecting): void {
  if (found.email !== null && found.email.sureness >= sureness) return;
  const address = readEmail(text);
  if (address !== null) found.email = { address, sureness };
  else if (sureness > 1) found.emailUnread = true;
}

/** A field that nobody described: campaign, or something whose shape tells what it is. */
function collectUnknown(name: string, text: string, found: Collecting): void {
  const campaign = utmName(name.toLowerCase());
  if (campaign !== null) found.utm[campaign] ??= oneLine(text, 200);
  else if (found.email === null && text.includes("@")) collectEmail(text, 1, found);
  else if (/^\+\d[\d\s().-]{6,24}$/.test(text)) found.texts.phone ??= text;
}

/** Several answers under one name, as checkboxes send, are joined. `__proto__` is a name like any other. */
function keepAnswer(answers: Record<string, string>, name: string, value: string): void {
  const before = Object.hasOwn(answers, name) ? answers[name] : undefined;
  const answer = before === undefined || before === "" ? value : value === "" ? before : `${before}, ${value}`;
  if (name !== "__proto__") answers[name] = answer;
  else Object.defineProperty(answers, name, { value: answer, enumerable: true, configurable: true, writable: true });
}
