import type { Setup } from "../setup.ts";
import { comparedTexts, conditionPlaces } from "./condition-places.ts";
import type { Finding } from "./finding.ts";

const stages = ["prospect", "customer", "former_customer", "partner", "competitor"];
const weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/** Conditions that compare a field of few values with one that it never has: a rep who left, a band that was renamed, a typing error. */
export function staleValues(setup: Setup): readonly Finding[] {
  const valuesOf = enumerations(setup);
  return conditionPlaces(setup).flatMap(({ path, condition }) => {
    const values = valuesOf(condition.field);
    if (values === null) return [];
    const known = new Set(values.map((value) => value.toLowerCase()));
    const stale = (comparedTexts(condition) ?? []).filter((one) => !known.has(one.toLowerCase()));
    const list =
      values.length === 0
        ? "there is none"
        : values.length > 8
          ? `there are ${values.length} others`
          : `it is one of ${values.join(", ")}`;
    return stale.map((one): Finding => {
      return { code: "stale_value", path: `${path}.value`, message: `${condition.field} is never “${one}”: ${list}` };
    });
  });
}

/** The values that a field can have; null when it may have any. */
function enumerations({
  reps,
  pools,
  router,
  scores = [],
  territories = [],
}: Setup): (field: string) => readonly string[] | null {
  const ids = (rows: readonly { readonly id: string }[]): readonly string[] => rows.map(({ id }) => id);
  const bands = (score: (typeof scores)[number] | undefined): readonly string[] => score?.bands.map(({ name }) => name) ?? [];
  const table: Readonly<Record<string, readonly string[]>> = {
    "match.kind": ["contact", "account", "none"],
    "match.decision": ["route", "suggest", "none"],
    "account.stage": stages,
    "parent.stage": stages,
    "verdict.reasons": ids(router.qualify.rules),
    territory: ids(territories),
    "territory.repId": ids(reps),
    "territory.poolId": ids(pools),
    "score.band": bands(scores[0]),
    ...Object.fromEntries(scores.map((score) => [`score.${score.id}.band`, bands(score)])),
  };
  return (field) => {
    if (Object.hasOwn(table, field)) return table[field] ?? null;
    if (/^time\.(?:.+\.)?weekday$/.test(field)) return weekdays;
    return field.endsWith(".ownerRepId") ? ids(reps) : null;
  };
}
