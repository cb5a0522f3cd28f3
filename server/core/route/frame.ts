import { readCountry } from "../lead/read-country.ts";
import type { Instant } from "../time.ts";
import { choiceSeparator, type Form, type Found, type TextPart } from "./conditions/condition-op.ts";
import type { Field, FieldValue } from "./fields.ts";
import { findParts } from "./find-parts.ts";
import { readPostalCode } from "./postal-range.ts";
import { readDate } from "./read-date.ts";
import { readMinutes } from "./read-minutes.ts";
import type { Subject } from "./subject.ts";

/** The fields of one subject that conditions ask, each read once in the form that they need; undefined is missing. */
export type Frame = readonly (Found | undefined)[];

/** Gives each pair of field and form its place in the frame, then reads frames. */
export interface FrameLayout {
  readonly slotOf: (name: string, field: Field, form: Form) => number;
  /** The slot with the parts that a field's text has, of those that are looked for; empty until they are. */
  readonly partsSlotOf: (name: string, field: Field) => number;
  /** Looks for these parts from now on, in a slot of `partsSlotOf`. */
  readonly lookFor: (slot: number, parts: readonly TextPart[]) => void;
  readonly read: (subject: Subject) => Frame;
}

type Reader = (subject: Subject) => Found | undefined;

/** A layout without slots; conditions add theirs while they are compiled. */
export function openFrameLayout(): FrameLayout {
  const slots = new Map<string, number>();
  const readers: Reader[] = [];
  const partsOf = new Map<number, Field>();
  return {
    slotOf(name, field, form) {
      const key = `${form} ${name}`;
      const known = slots.get(key);
      if (known !== undefined) return known;
      const { read } = field;
      const convert = converters[form];
      slots.set(key, readers.length);
      return readers.push((subject) => convert(read(subject), subject.now)) - 1;
    },
    partsSlotOf(name, field) {
      const known = slots.get(`parts ${name}`);
      if (known !== undefined) return known;
      slots.set(`parts ${name}`, readers.length);
      partsOf.set(readers.length, field);
      return readers.push(() => undefined) - 1;
    },
    lookFor(slot, parts) {
      const field = partsOf.get(slot);
      if (field === undefined) return;
      const find = findParts(parts);
      readers[slot] = (subject) => {
        const text = converters.text(field.read(subject), subject.now);
        return typeof text === "string" ? find(text) : undefined;
      };
    },
    read(subject) {
      const frame: (Found | undefined)[] = [];
      for (const read of readers) frame.push(read(subject));
      return frame;
    },
  };
}

/** Reads one value in a form; undefined when it is missing or cannot be read so. Days are counted to `now`. */
export const converters: Readonly<Record<Form, (value: FieldValue, now: Instant) => Found | undefined>> = {
  raw: (value) => (value === null || value === "" || (Array.isArray(value) && value.length === 0) ? undefined : value),
  text: (value) => {
    if (typeof value === "string") return value === "" ? undefined : value.toLowerCase();
    return typeof value === "number" ? String(value) : undefined;
  },
  number: (value) => {
    const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
    return typeof number === "number" && Number.isFinite(number) ? number : undefined;
  },
  boolean: (value) => (typeof value === "string" ? flags.get(value.trim().toLowerCase()) : asFlag(value)),
  country: (value) => (typeof value === "string" && value !== "" ? (asCountry(value) ?? undefined) : undefined),
  postal: (value) => {
    const code = typeof value === "string" ? readPostalCode(value) : typeof value === "number" ? String(value) : "";
    return code === "" ? undefined : code;
  },
  instant: asInstant,
  days: (value, now) => {
    const at = asInstant(value);
    return at === undefined ? undefined : (now - at) / dayMs;
  },
  minutes: (value) => (typeof value === "string" ? readMinutes(value) : undefined),
  list: (value) => someOf(typeof value === "string" ? [value] : asList(value)),
  domains: (value) => (typeof value === "string" && value !== "" ? domainsOf(value.toLowerCase()) : undefined),
  choices: (value) => someOf(typeof value === "string" ? value.split(choiceSeparator) : asList(value)),
};

const dayMs = 86_400_000;

/** The host of an address, website or domain with every domain that it belongs to: `eu.acme.com`, `acme.com`, `com`. */
function domainsOf(text: string): readonly string[] {
  const domains: string[] = [];
  for (let host = hostOf(text); host !== ""; host = host.slice(host.indexOf(".") + 1 || host.length)) domains.push(host);
  return domains;
}

function hostOf(text: string): string {
  if (text.includes("@") && !text.includes("://")) return text.slice(text.lastIndexOf("@") + 1);
  return text
    .replace(/^[a-z][a-z0-9+.-]*:\/\//, "")
    .replace(/[/?#].*$/, "")
    .replace(/^.*@/, "")
    .replace(/:\d+$/, "");
}

function asInstant(value: FieldValue): number | undefined {
  if (typeof value === "number") return Number.isFinite(value) ? value : undefined;
  return typeof value === "string" ? readDate(value) : undefined;
}

/** What is two capital letters already is not looked up again. */
function asCountry(value: string): string | null {
  return value.length === 2 && /^[A-Z]{2}$/.test(value) ? value : readCountry(value);
}

function someOf(items: readonly string[]): readonly string[] | undefined {
  const chosen = items.map((item) => item.trim().toLowerCase()).filter((item) => item !== "");
  return chosen.length === 0 ? undefined : chosen;
}

const flags = new Map([
  ...["true", "yes", "on", "1"].map((word) => [word, true] as const),
  ...["false", "no", "off", "0"].map((word) => [word, false] as const),
]);

const asFlag = (value: FieldValue): boolean | undefined => (typeof value === "boolean" ? value : undefined);

const asList = (value: FieldValue): readonly string[] => (isList(value) ? value : []);

function isList(value: FieldValue): value is readonly string[] {
  return Array.isArray(value);
}
