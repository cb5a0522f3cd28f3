import { choiceSeparator, type Form, type Found } from "./conditions/condition-op.ts";
import type { Field, FieldValue } from "./fields.ts";
import type { Subject } from "./subject.ts";

/** The fields of one subject that conditions ask, each read once in the form that they need; undefined is missing. */
export type Frame = readonly (Found | undefined)[];

/** Gives each pair of field and form its place in the frame, then reads frames. */
export interface FrameLayout {
  readonly slotOf: (name: string, field: Field, form: Form) => number;
  readonly read: (subject: Subject) => Frame;
}

type Reader = (subject: Subject) => Found | undefined;

/** A layout without slots; conditions add theirs while they are compiled. */
export function openFrameLayout(): FrameLayout {
  const slots = new Map<string, number>();
  const readers: Reader[] = [];
  return {
    slotOf(name, field, form) {
      const key = `${form} ${name}`;
      const known = slots.get(key);
      if (known !== undefined) return known;
      const { read } = field;
      const convert = converters[form];
      slots.set(key, readers.length);
      return readers.push((subject) => convert(read(subject))) - 1;
    },
    read(subject) {
      const frame: (Found | undefined)[] = [];
      for (const read of readers) frame.push(read(subject));
      return frame;
    },
  };
}

/** Reads one value in a form; undefined when it is missing or cannot be read so. */
export const converters: Readonly<Record<Form, (value: FieldValue) => Found | undefined>> = {
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
  list: (value) => someOf(typeof value === "string" ? [value] : asList(value)),
  choices: (value) => someOf(typeof value === "string" ? value.split(choiceSeparator) : asList(value)),
};

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
