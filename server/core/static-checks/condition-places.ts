import { flowPlaces } from "../route/flow.ts";
import type { Condition, When } from "../route/router.ts";
import type { Setup } from "../setup.ts";

export interface ConditionPlace {
  readonly path: string;
  readonly condition: Condition;
}

/** Every single condition of a setup with its path. */
export function conditionPlaces({ router, scores = [] }: Setup): readonly ConditionPlace[] {
  return [
    ...router.qualify.rules.flatMap(({ when }, i) => placesOf(when, `router.qualify.rules[${i}].when`)),
    ...scores.flatMap(({ rules }, i) => rules.flatMap(({ when }, j) => placesOf(when, `scores[${i}].rules[${j}].when`))),
    ...router.rules.flatMap(({ when, then }, i) => [
      ...placesOf(when, `router.rules[${i}].when`),
      ...flowPlaces(then, `router.rules[${i}].then`).flatMap(whenPlaces),
    ]),
    ...flowPlaces(router.catchAll, "router.catchAll").flatMap(whenPlaces),
  ];
}

function whenPlaces({ at, flow }: ReturnType<typeof flowPlaces>[number]): readonly ConditionPlace[] {
  return flow.kind === "when" ? placesOf(flow.when, `${at}.when`) : [];
}

function placesOf(when: When, path: string): readonly ConditionPlace[] {
  if ("not" in when) return placesOf(when.not, `${path}.not`);
  if ("all" in when) return when.all.flatMap((part, i) => placesOf(part, `${path}.all[${i}]`));
  if ("any" in when) return when.any.flatMap((part, i) => placesOf(part, `${path}.any[${i}]`));
  return [{ path, condition: when }];
}

/** The texts that a condition compares a field with as a whole; null when it does not. */
export function comparedTexts({ op, value }: Condition): readonly string[] | null {
  if (!comparing.has(op)) return null;
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  return values.filter((one) => typeof one === "string");
}

const comparing: ReadonlySet<string> = new Set([
  "equals",
  "not_equals",
  "in",
  "not_in",
  "any_in",
  "not_any_in",
  "all_in",
  "not_all_in",
]);
