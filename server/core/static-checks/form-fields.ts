import type { Setup } from "../setup.ts";
import { comparedTexts, conditionPlaces } from "./condition-places.ts";
import type { Finding } from "./finding.ts";

const prefix = "lead.answers.";

/** What the forms send: of each field its options, null when it takes any text. */
type Sent = ReadonlyMap<string, ReadonlySet<string> | null>;

/** Conditions on fields that no form has, and on options that no form sends. Says nothing when the setup names no forms. */
export function formFields(setup: Setup): readonly Finding[] {
  const { forms = [] } = setup;
  if (forms.length === 0) return [];
  const sent = sentBy(setup);
  return conditionPlaces(setup).flatMap(({ path, condition }): readonly Finding[] => {
    if (!condition.field.startsWith(prefix)) return [];
    const name = condition.field.slice(prefix.length);
    const options = sent.get(name);
    if (options === undefined)
      return [
        { code: "unsupplied_field", path: `${path}.field`, message: `no form has a field ${name}, so this is always unknown` },
      ];
    const never = options === null ? [] : (comparedTexts(condition) ?? []).filter((one) => !options.has(one.toLowerCase()));
    return never.map((one) => ({ code: "unsent_option", path: `${path}.value`, message: `no form sends “${one}” for ${name}` }));
  });
}

function sentBy({ forms = [] }: Setup): Sent {
  const sent = new Map<string, ReadonlySet<string> | null>();
  for (const { name, options } of forms.flatMap(({ fields }) => fields)) {
    const before = sent.get(name);
    const known =
      options === undefined || before === null ? null : new Set([...(before ?? []), ...options.map((one) => one.toLowerCase())]);
    sent.set(name, known);
  }
  return sent;
}
