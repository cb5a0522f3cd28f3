import type { Subject } from "./subject.ts";

/**
 * `email` is text with a domain; `country` text with two letters; `date` epoch milliseconds or an ISO date; `time` a time of
 * the day such as `09:30`; `answer` is what a form or a table said, read as the condition needs it.
 */
export type FieldType = "text" | "email" | "country" | "number" | "boolean" | "list" | "date" | "time" | "answer";

export type FieldValue = string | number | boolean | readonly string[] | null | undefined;

/** A thing that conditions may name. Absent, null, "" and an empty list all count as missing. */
export interface Field {
  readonly type: FieldType;
  readonly read: (subject: Subject) => FieldValue;
}

/** Finds a field by its name; null when there is no such field. */
export type FieldRegistry = (name: string) => Field | null;

export type FieldTable = Readonly<Record<string, Field>>;

/** A table that answers to names of its own alone. */
export function registryOf(table: FieldTable): FieldRegistry {
  return (name) => (Object.hasOwn(table, name) ? (table[name] ?? null) : null);
}

const typed =
  (type: FieldType) =>
  (read: Field["read"]): Field => ({ type, read });

export const text = typed("text");
export const number = typed("number");
export const flag = typed("boolean");
export const country = typed("country");
export const date = typed("date");
export const list = typed("list");
export const time = typed("time");
