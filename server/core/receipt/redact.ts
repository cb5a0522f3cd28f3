import type { Lead } from "../lead/lead.ts";
import { recogniseField } from "../lead/recognise-field.ts";
import { routerPlaces } from "../route/compile-flow.ts";
import type { When } from "../route/router.ts";
import type { Setup } from "../setup.ts";
import type { ReceiptAnswer } from "./receipt.ts";

/** `ada@acme.com` → `a•••@acme.com`. */
export function maskEmail(email: string): string {
  const at = email.lastIndexOf("@");
  return at < 1 ? maskText(email) : `${firstLetter(email)}•••${email.slice(at)}`;
}

/** `+4930123456` → `+49•••56`. */
export function maskPhone(phone: string): string {
  return phone.length < 8 ? "•••" : `${phone.slice(0, 3)}•••${phone.slice(-2)}`;
}

/** The first name and the initial of the last. */
export function maskName({ firstName, lastName }: Pick<Lead, "firstName" | "lastName">): string | null {
  const initial = lastName === undefined ? "" : `${firstLetter(lastName)}.`;
  const name = `${firstName ?? ""} ${initial}`.trim();
  return name === "" ? null : name;
}

/** Its length alone. */
export function maskText(text: string): string {
  return `••• (${text.length} characters)`;
}

/** An address without its query, which may carry anything. */
export function withoutQuery(url: string): string {
  return url.replace(/[?#].*$/s, "");
}

function firstLetter(text: string): string {
  return String.fromCodePoint(text.codePointAt(0) ?? 0x2022);
}

const choiceShape =
  /^(?:\d{1,4}|\d{1,3}(?:[.,]?\d{3})?\s?(?:[-–+]|to|bis)\s?(?:\d{1,3}(?:[.,]?\d{3})?)?|yes|no|true|false|on|off|ja|nein|oui|non|s[ií])$/i;

/**
 * Masks an answer unless it is a choice: a value that the setup's own conditions name, a country or company size, a number of
 * at most four digits, a range, a yes or no, a campaign.
 */
export function redactAnswer(name: string, value: string, choices: ReadonlySet<string>): ReceiptAnswer {
  const kind = recogniseField({ name, value });
  const isChoice =
    value === "" ||
    (value.length <= 60 &&
      (kind === "country" ||
        kind === "companySize" ||
        name.startsWith("utm_") ||
        choices.has(value.toLowerCase()) ||
        choiceShape.test(value)));
  if (isChoice) return { name, value, masked: false };
  if (kind === "email") return { name, value: maskEmail(value), masked: true };
  return { name, value: kind === "phone" ? maskPhone(value) : maskText(value), masked: true };
}

/** Every text that the setup compares an answer of a form with, in lower case: these are choices, not personal data. */
export function choicesOf({ router, scores = [] }: Setup): ReadonlySet<string> {
  const found = new Set<string>();
  const visit = (when: When): void => {
    if ("all" in when) when.all.forEach(visit);
    else if ("any" in when) when.any.forEach(visit);
    else if ("not" in when) visit(when.not);
    else if (when.field.startsWith("lead.answers.")) {
      for (const one of Array.isArray(when.value) ? when.value : [when.value])
        if (typeof one === "string") found.add(one.toLowerCase());
    }
  };
  for (const rule of [...router.rules, ...router.qualify.rules, ...scores.flatMap(({ rules }) => rules)]) visit(rule.when);
  for (const { flow } of routerPlaces(router)) if (flow.kind === "when") visit(flow.when);
  return found;
}

/** How a field's value may be shown where a condition saw it. */
export function redactFound(field: string, found: string, choices: ReadonlySet<string>): string {
  switch (field) {
    case "lead.email":
      return maskEmail(found);
    case "lead.phone":
      return maskPhone(found);
    case "lead.name":
    case "lead.lastName":
    case "lead.message":
    case "contact.name":
      return maskText(found);
    case "lead.pageUrl":
    case "lead.referrer":
    case "page.url":
    case "page.referrer":
      return withoutQuery(found);
    default:
      return field.startsWith("lead.answers.") ? redactAnswer(field.slice("lead.answers.".length), found, choices).value : found;
  }
}
