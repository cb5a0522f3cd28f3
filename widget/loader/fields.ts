import type { SubmissionBody } from "../../server/contract/public.ts";
import { controlsOf } from "./native.ts";

export type Field = SubmissionBody["form"]["fields"][number];

/** Secrets, payment data, and the tokens that forms carry for their own server. */
const privateNames =
  /passw|pwd|cvv|cvc|card.?n|cc-|credit|iban|\b(ssn|otp)\b|one-time|token|nonce|[cx]srf|captcha|turnstile|_wp|__|session|signature|hs_context|gform_|state_/i;
const skippedTypes = /^(password|file|submit|image|button|reset)$/;
const emailShape = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

const maxFields = 300;
const maxName = 200;
const maxLabel = 500;
const maxValue = 20_000;
const maxHidden = 300;
/** Hidden fields that are meant for us, whatever their length: the answer to a puzzle, and the pages of the visit. */
const ours = /^(altcha|handraise_)/;

/** The Luhn check of a 13 to 19 digit number: what looks like a payment card never leaves the page. */
const looksLikeCard = (value: string): boolean => {
  const digits = value.replace(/[ -]/g, "");
  if (!/^\d{13,19}$/.test(digits)) return false;
  let sum = 0;
  for (let place = 0; place < digits.length; place++) {
    const digit = Number(digits[digits.length - 1 - place]) * (place % 2 ? 2 : 1);
    sum += digit > 9 ? digit - 9 : digit;
  }
  return sum % 10 === 0;
};

/** A label's own words, without the options or the text of a control that it wraps. */
const labelOf = (control: HTMLInputElement): string => {
  const label = control.labels?.[0];
  if (!label) return control.ariaLabel || control.placeholder || "";
  const walker = document.createTreeWalker(label, NodeFilter.SHOW_TEXT);
  let text = "";
  while (walker.nextNode()) {
    if (!walker.currentNode.parentElement?.closest("select,textarea,button,script,style"))
      text += ` ${walker.currentNode.nodeValue}`;
  }
  return text.replace(/\s+/g, " ").trim();
};

const valueOf = (control: HTMLInputElement): string | null => {
  if (/^(checkbox|radio)$/.test(control.type)) return control.checked ? control.value : null;
  if (control instanceof HTMLSelectElement) {
    return Array.from((control as HTMLSelectElement).selectedOptions, (chosen) => chosen.value || chosen.text).join(", ");
  }
  return typeof control.value === "string" ? control.value : null;
};

/** A control's answer, or null for what is empty, unchecked, secret, a token or a file. */
const fieldOf = (control: HTMLInputElement): Field | null => {
  if (control.disabled || skippedTypes.test(control.type) || control.localName === "button") return null;
  const label = labelOf(control);
  const name = control.name || control.id || label;
  const value = valueOf(control);
  if (!value || !name || privateNames.test(`${name} ${control.id} ${control.autocomplete}`)) return null;
  if (control.type === "hidden" ? value.length > maxHidden && !ours.test(name) : control.type !== "tel" && looksLikeCard(value))
    return null;
  return {
    name: name.slice(0, maxName),
    value: value.slice(0, maxValue),
    ...(label ? { label: label.slice(0, maxLabel) } : {}),
    type: control.type.slice(0, 40),
  };
};

/** What the visitor answered, with the button that was pressed at its end. */
export const readFields = (form: HTMLFormElement, submitter: Element | null): Field[] => {
  const fields: Field[] = [];
  for (const control of controlsOf(form)) {
    const field = fieldOf(control as HTMLInputElement);
    if (field) fields.push(field);
  }
  const { name, value } = (submitter ?? {}) as { name?: string; value?: string };
  if (name && value && !privateNames.test(name)) fields.push({ name: name.slice(0, maxName), value, type: "submit" });
  return fields.slice(0, maxFields);
};

/** The same shape from plain values that a page's own code hands over. */
export const fieldsFrom = (values: Readonly<Record<string, string>>): Field[] =>
  Object.entries(values)
    .filter(([, value]) => value)
    .slice(0, maxFields)
    .map(([name, value]) => ({ name: name.slice(0, maxName), value: String(value).slice(0, maxValue) }));

/** Whether one of the form's e-mail controls, or any field, holds something of an address's shape. */
export const holdsEmail = (fields: readonly Field[]): boolean => fields.some((field) => emailShape.test(field.value.trim()));
