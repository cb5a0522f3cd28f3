import { readCountry } from "../../lead/read-country.ts";
import type { FieldType } from "../fields.ts";
import type { ConditionValue, Truth } from "../router.ts";

/**
 * How a test wants the field read: text in lower case, a finite number, a flag, a list in lower case (a text is one item),
 * the choices that a form joined into one text, a host with all that it belongs to, a country's two letters, a postal code without spaces, epoch milliseconds,
 * days that have passed since, minutes of a day, or as it is.
 */
export type Form =
  | "text"
  | "number"
  | "boolean"
  | "list"
  | "choices"
  | "domains"
  | "country"
  | "postal"
  | "instant"
  | "days"
  | "minutes"
  | "raw";

/** A field's value in its form; a missing one never reaches a test. */
export type Found = string | number | boolean | readonly string[];

/** What an equality looks for; rules are indexed by it. */
export type Key = string | number | boolean;

/** Bounds of a number; an open range does not have its bounds in it. */
export interface Bounds {
  readonly low: number;
  readonly high: number;
  readonly open: boolean;
}

/** A part of a text, in lower case, and where it must stand. */
export interface TextPart {
  readonly where: "anywhere" | "start" | "end";
  readonly text: string;
}

/**
 * A condition made ready for one value and one type of field, or why it cannot be. Equality, bounds and parts of
 * texts are said as data, so that rules can be indexed by them and asked without a call of their own.
 */
export type Plan =
  | { readonly form: Form; readonly keys: readonly Key[]; readonly wanted: boolean }
  | { readonly form: NumberForm; readonly bounds: Bounds; readonly inside: boolean }
  | { readonly form: "text"; readonly parts: readonly TextPart[]; readonly wanted: boolean }
  | { readonly form: ListForm; readonly some: readonly string[]; readonly wanted: boolean }
  | { readonly form: Form; readonly test: (found: Found) => boolean }
  | { readonly refusal: string };

type ListForm = Extract<Form, "list" | "choices" | "domains">;
type NumberForm = Extract<Form, "number" | "instant" | "days" | "minutes">;

/** One operator: what it is called, what it takes, what a missing field answers, and its test. */
export interface ConditionOp {
  readonly name: string;
  /** Completes the sentence "the field …". */
  readonly label: string;
  readonly takes: "nothing" | "text" | "texts" | "number" | "range" | "value" | "values" | "date" | "times";
  readonly whenMissing: Truth;
  readonly plan: (value: ConditionValue | undefined, type: FieldType) => Plan;
}

/** What stands between the choices of one answer. */
export const choiceSeparator = /[,;|\n]/;

export const refuse = (refusal: string): Plan => ({ refusal });

/** An operator on texts, one or any of several; `partOf` gets each in lower case and never empty. */
export function textPartOp(
  name: string,
  label: string,
  { wanted, partOf }: { readonly wanted: boolean; readonly partOf: (value: string, type: FieldType) => TextPart },
): ConditionOp {
  return {
    name,
    label,
    takes: "texts",
    whenMissing: "unknown",
    plan: (value, type) => {
      const texts = textsFor(value, type);
      if (typeof texts === "string") return refuse(texts);
      return { form: "text", parts: texts.map((one) => partOf(one, type)), wanted };
    },
  };
}

/** One text or several, in lower case; else why not. */
export function textsFor(value: ConditionValue | undefined, type: FieldType): readonly string[] | string {
  if (type !== "text" && type !== "email" && type !== "country" && type !== "answer") return `cannot test a ${type} field`;
  const texts = Array.isArray(value) ? textsOf(value) : textsOf(typeof value === "string" ? [value] : undefined);
  return texts === null ? "needs a text that is not empty" : [...texts];
}

const numeric = (type: FieldType): boolean => type === "number" || type === "answer";

/** An operator that compares with one number. */
export function numberOp(name: string, label: string, boundsOf: (bound: number) => Bounds): ConditionOp {
  return {
    name,
    label,
    takes: "number",
    whenMissing: "unknown",
    plan: (value, type) => {
      if (!numeric(type)) return refuse(`cannot test a ${type} field`);
      if (typeof value !== "number" || !Number.isFinite(value)) return refuse("needs a number");
      return { form: "number", bounds: boundsOf(value), inside: true };
    },
  };
}

/** An operator on a range; both bounds belong to it. */
export function rangeOp(name: string, label: string, inside: boolean): ConditionOp {
  return {
    name,
    label,
    takes: "range",
    whenMissing: "unknown",
    plan: (value, type) => {
      if (!numeric(type)) return refuse(`cannot test a ${type} field`);
      const both: readonly unknown[] = Array.isArray(value) ? value : [];
      const [low, high, more] = both;
      if (typeof low !== "number" || typeof high !== "number" || !(low <= high) || more !== undefined) {
        return refuse("needs two numbers, the lower one first");
      }
      return { form: "number", bounds: { low, high, open: false }, inside };
    },
  };
}

/** Whether one of the choices is listed, or is not; or a test of its own. */
type ChoicesPlan =
  | { readonly some: readonly string[]; readonly wanted: boolean }
  | { readonly test: (chosen: readonly string[]) => boolean };

/** An operator on what was chosen among many; a single text counts as one choice. */
export function choicesOp(name: string, label: string, made: (values: ReadonlySet<string>) => ChoicesPlan): ConditionOp {
  return {
    name,
    label,
    takes: "values",
    whenMissing: "unknown",
    plan: (value, type) => {
      if (type === "number" || type === "boolean" || type === "date" || type === "time")
        return refuse(`cannot test a ${type} field`);
      const values = textsOf(value);
      if (values === null) return refuse("needs a list of texts that is not empty");
      if (type === "answer" && [...values].some((one) => choiceSeparator.test(one))) {
        return refuse("needs choices without , ; or | because a form's choices arrive joined by them");
      }
      const form = type === "answer" ? "choices" : "list";
      const plan = made(values);
      if ("some" in plan) return { form, ...plan };
      return { form, test: (found) => Array.isArray(found) && plan.test(found) };
    },
  };
}

/** An operator that asks whether the field is there at all. */
export function presenceOp(name: string, label: string, whenMissing: Truth): ConditionOp {
  return {
    name,
    label,
    takes: "nothing",
    whenMissing,
    plan: (value) => (value === undefined ? { form: "raw", test: () => whenMissing === "no" } : refuse("takes no value")),
  };
}

/** An operator on a flag. */
export function flagOp(name: string, label: string, wanted: boolean): ConditionOp {
  return {
    name,
    label,
    takes: "nothing",
    whenMissing: "unknown",
    plan: (value, type) => {
      if (type !== "boolean" && type !== "answer") return refuse(`cannot test a ${type} field`);
      if (value !== undefined) return refuse("takes no value");
      return { form: "boolean", keys: [wanted], wanted: true };
    },
  };
}

/** Equality with one value or with any of several, or the opposite. */
export function equalityOp(name: string, label: string, is: { readonly many: boolean; readonly wanted: boolean }): ConditionOp {
  return {
    name,
    label,
    takes: is.many ? "values" : "value",
    whenMissing: "unknown",
    plan: (value, type) => {
      const listed: readonly unknown[] = Array.isArray(value) ? value : [];
      const values = is.many ? listed : [value];
      const form = equalityForm(type, values);
      if (form === null) return refuse(`cannot test a ${type} field`);
      const keys = values.map((one) => keyOf(one, form));
      if (keys.length === 0 || !keys.every((key) => key !== null)) return refuse(equalityNeeds(form, is.many));
      return { form, keys, wanted: is.wanted };
    },
  };
}

function equalityForm(type: FieldType, values: readonly unknown[]): Form | null {
  if (type === "list" || type === "date" || type === "time") return null;
  if (type === "number" || type === "boolean") return type;
  if (type === "country") return "country";
  if (type !== "answer") return "text";
  const [first] = values;
  return typeof first === "number" ? "number" : typeof first === "boolean" ? "boolean" : "text";
}

function equalityNeeds(form: Form, many: boolean): string {
  const one =
    form === "number"
      ? "a number"
      : form === "boolean"
        ? "true or false"
        : form === "country"
          ? "a country"
          : "a text that is not empty";
  return many ? `needs a list, each ${one}` : `needs ${one}`;
}

function keyOf(value: unknown, form: Form): Key | null {
  if (form === "number") return typeof value === "number" && Number.isFinite(value) ? value : null;
  if (form === "boolean") return typeof value === "boolean" ? value : null;
  if (form === "country") return typeof value === "string" ? readCountry(value) : null;
  if (typeof value === "number" && Number.isFinite(value)) return String(value);
  return typeof value === "string" && value !== "" ? value.toLowerCase() : null;
}

/** Texts in lower case, none of them empty; null for anything else. */
export function textsOf(value: ConditionValue | undefined): ReadonlySet<string> | null {
  if (!Array.isArray(value) || value.length === 0) return null;
  const texts = new Set<string>();
  for (const one of value) {
    if (typeof one !== "string" || one === "") return null;
    texts.add(one.toLowerCase());
  }
  return texts;
}
