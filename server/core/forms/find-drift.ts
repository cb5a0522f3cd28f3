import type { Setup } from "../setup.ts";
import { comparedTexts, conditionPlaces } from "../static-checks/condition-places.ts";
import type { FormMemory, Seen } from "./form-memory.ts";

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

/** Fields of the forms that rules compare with texts, and the texts of each in lower case; null when a rule asks in another way too. */
export function comparedFields(setup: Setup): ReadonlyMap<string, ReadonlySet<string> | null> {
  const fields = new Map<string, Set<string> | null>();
  for (const { condition } of conditionPlaces(setup)) {
    if (!condition.field.startsWith(prefix)) continue;
    const name = condition.field.slice(prefix.length);
    const texts = comparedTexts(condition);
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
