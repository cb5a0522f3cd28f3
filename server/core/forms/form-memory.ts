import type { Lead } from "../lead/lead.ts";
import { mappedFields } from "./mapped-fields.ts";

/** How often something was seen, out of how many times it could have been, and how many passed since. */
export interface Seen {
  readonly count: number;
  readonly trials: number;
  readonly since: number;
}

/** A field of the forms: how often leads have it, and of the options that rules compare it with how often each came. */
export interface SeenField extends Seen {
  /** Options in lower case; no more than are worth keeping, and never what somebody wrote freely. */
  readonly values: Readonly<Record<string, Seen>>;
}

/** What live leads taught about the forms. `upTo` is the newest lead that was looked at. */
export interface FormMemory {
  readonly upTo: { readonly id: string; readonly createdAt: number } | null;
  readonly fields: Readonly<Record<string, SeenField>>;
}

export const emptyMemory: FormMemory = { upTo: null, fields: {} };

const mostFields = 300;
const mostValues = 60;
const longestValue = 60;

const first: Seen = { count: 0, trials: 0, since: 0 };

function tried({ count, trials, since }: Seen, seen: boolean): Seen {
  return { count: count + (seen ? 1 : 0), trials: trials + 1, since: seen ? 0 : since + 1 };
}

/** The memory after one more lead. Values are kept for the fields of `compared` alone: these are choices, not personal data. */
export function learnLead(fields: FormMemory["fields"], lead: Lead, compared: ReadonlySet<string>): FormMemory["fields"] {
  const answers = { ...mappedAnswers(lead, compared), ...lead.answers };
  const names = new Set([...Object.keys(fields), ...Object.keys(answers).slice(0, mostFields)]);
  const learned: Record<string, SeenField> = {};
  for (const name of [...names].slice(0, mostFields)) {
    const before = fields[name] ?? { ...first, values: {} };
    const answer = Object.hasOwn(answers, name) ? (answers[name] ?? "") : undefined;
    const isChoice = compared.has(name) && (mappedFields.get(name)?.chosen ?? !mappedFields.has(name));
    const values = isChoice && answer ? learnValues(before.values, answer) : before.values;
    learned[name] = { ...tried(before, answer !== undefined), values };
  }
  return learned;
}

/** What the forms said under the lead's own names; an answer that is there but could not be read is none. */
function mappedAnswers(lead: Lead, compared: ReadonlySet<string>): Readonly<Record<string, string>> {
  const said = [...compared].map((name) => [name, mappedFields.get(name)?.read(lead)] as const);
  return Object.fromEntries(said.flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])));
}

function learnValues(before: SeenField["values"], answer: string): SeenField["values"] {
  const given = new Set(
    answer
      .split(",")
      .map((one) => one.trim().toLowerCase())
      .filter((one) => one !== "" && one.length <= longestValue),
  );
  const names = new Set([...Object.keys(before), ...given]);
  return Object.fromEntries([...names].slice(0, mostValues).map((name) => [name, tried(before[name] ?? first, given.has(name))]));
}
