import { mappedFields } from "../forms/mapped-fields.ts";
import { readCountry } from "../lead/read-country.ts";
import { recogniseField } from "../lead/recognise-field.ts";
import { routerPlaces } from "../route/compile-flow.ts";
import type { FormShape, Setup } from "../setup.ts";
import { comparedTexts, conditionPlaces } from "./condition-places.ts";
import type { Finding } from "./finding.ts";

const prefix = "lead.answers.";

/** What the forms send: of each field, by the name that conditions ask for, its options; null when it takes any text. */
type Sent = ReadonlyMap<string, ReadonlySet<string> | null>;

/** Conditions and splits on fields that no form supplies, and on options that no form sends. Says nothing when the setup names no forms. */
export function formFields(setup: Setup): readonly Finding[] {
  const { forms = [] } = setup;
  if (forms.length === 0) return [];
  const sent = sentBy(forms);
  const unsupplied = (field: string, path: string): readonly Finding[] =>
    isSupplied(field, { sent, forms })
      ? []
      : [{ code: "unsupplied_field", path, message: `no form has a field ${nameOf(field)}, so this is always unknown` }];
  const asked = conditionPlaces(setup).flatMap(({ path, condition }): readonly Finding[] => {
    const { field } = condition;
    const missing = unsupplied(field, `${path}.field`);
    const options = sent.get(field) ?? null;
    if (missing.length > 0 || options === null) return missing;
    const never = (comparedTexts(condition) ?? []).filter((one) => !options.has(optionKey(field, one)));
    return never.map((one) => ({
      code: "unsent_option",
      path: `${path}.value`,
      message: `no form sends “${one}” for ${nameOf(field)}`,
    }));
  });
  const parted = routerPlaces(setup.router).flatMap(({ at, flow }) =>
    flow.kind === "split" ? unsupplied(flow.by, `router.${at}.by`) : [],
  );
  return [...asked, ...parted];
}

const nameOf = (field: string): string => (field.startsWith(prefix) ? field.slice(prefix.length) : `for ${field}`);

const optionKey = (field: string, option: string): string =>
  (field === "lead.country" ? readCountry(option) : null) ?? option.toLowerCase();

interface Forms {
  readonly sent: Sent;
  readonly forms: readonly FormShape[];
}

/** A name that says nothing, such as `input_5`, may be for anything: its label tells, and forms are named without. */
const saysNothing = /\d/;

function isSupplied(field: string, { sent, forms }: Forms): boolean {
  if (sent.has(field)) return true;
  if (field.startsWith(prefix)) return false;
  const mute = ({ name }: FormShape["fields"][number]) =>
    saysNothing.test(name) && recogniseField({ name, value: "" }) === "unknown";
  return !mappedFields.has(field) || forms.some(({ fields }) => fields.some(mute));
}

function sentBy(forms: readonly FormShape[]): Sent {
  const sent = new Map<string, ReadonlySet<string> | null>();
  for (const { name, options } of forms.flatMap(({ fields }) => fields)) {
    const kind = recogniseField({ name, value: "" });
    const mapped = [...mappedFields].filter(([, { roles }]) => roles.some((role) => role === kind));
    for (const field of [prefix + name, ...mapped.map(([field]) => field)]) {
      const before = sent.get(field);
      const keys = options?.map((one) => optionKey(field, one));
      sent.set(field, keys === undefined || before === null ? null : new Set([...(before ?? []), ...keys]));
    }
  }
  return sent;
}
