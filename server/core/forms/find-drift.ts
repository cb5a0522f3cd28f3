import type { Setup } from "../setup.ts";
import { comparedTexts, conditionPlaces } from "../static-checks/condition-places.ts";
import type { FormMemory, Seen } from "./form-memory.ts";
import { mappedFields } from "./mapped-fields.ts";

/** A field or an option that the rules ask for and the forms do not send any more, or one that they send and no rule knows. */
export interface Drift {
  readonly code: "field_gone" | "value_gone" | "value_new";
  readonly field: string;
  readonly value: string | null;
  /** A plain sentence. */
  readonly message: string;
}

const prefix = "lead.answers.";
/** Seen less often than this says nothing. */
const fewest = 5;
/** So many leads without it are chance when it was common; a rarer thing may stay away longer. */
const shortestGap = 30;
const gaps = 10;

/**
 * Fields that rules ask of the forms: by their names, and those of a lead that are read off them, such as `lead.country`. Of each the
 * texts, in lower case, that rules compare it with; null when a rule asks in another way too, or its values are no choices.
 */
export function comparedFields(setup: Setup): ReadonlyMap<string, ReadonlySet<string> | null> {
  const fields = new Map<string, Set<string> | null>();
  for (const { condition } of conditionPlaces(setup)) {
    const { field } = condition;
    const mapped = mappedFields.get(field);
    if (!field.startsWith(prefix) && mapped === undefined) continue;
    const name = mapped === undefined ? field.slice(prefix.length) : field;
    const texts = mapped === undefined || mapped.chosen ? comparedTexts(condition) : null;
    const known = fields.get(name);
    if (texts === null || known === null)
      fields.set(name, condition.op === "empty" || condition.op === "not_empty" ? (known ?? new Set()) : null);
    else fields.set(name, new Set([...(known ?? []), ...texts.map((one) => one.toLowerCase())]));
  }
  return fields;
}

/** What the forms do that the rules do not expect. */
export function findDrift(setup: Setup, { fields }: FormMemory): readonly Drift[] {
  return [...comparedFields(setup)].flatMap(([name, texts]): readonly Drift[] => {
    const field = fields[name];
    if (field === undefined) return [];
    if (isGone(field)) {
      const message = `no form has sent ${name} in the last ${field.since} leads, and rules ask for it`;
      return [{ code: "field_gone", field: name, value: null, message }];
    }
    const values = Object.entries(field.values);
    const gone = values.filter(([value, seen]) => texts?.has(value) && isGone(seen));
    const fresh =
      texts === null ? [] : values.filter(([value, { count, since }]) => !texts.has(value) && count >= 2 && since < shortestGap);
    return [
      ...gone.map(([value, { since }]): Drift => {
        const message = `“${value}” of ${name} has not come in ${since} answers, and a rule waits for it`;
        return { code: "value_gone", field: name, value, message };
      }),
      ...(texts !== null && texts.size > 0 ? fresh : []).map(([value, { count }]): Drift => {
        const message = `“${value}” of ${name} came ${count} times, and no rule knows it`;
        return { code: "value_new", field: name, value, message };
      }),
    ];
  });
}

/** Away for so much longer than before that it is no chance. */
function isGone({ count, trials, since }: Seen): boolean {
  return count >= fewest && since > Math.max(shortestGap, (gaps * (trials - since)) / count);
}
