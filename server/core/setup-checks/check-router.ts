import type { FieldRegistry } from "../route/fields.ts";
import type { QualifyRule } from "../route/router.ts";
import { setupFields } from "../route/setup-fields.ts";
import type { Setup } from "../setup.ts";
import { checkCondition } from "./check-condition.ts";
import { checkFlow, knownOf } from "./check-flow.ts";
import { checkUnique, faultIf, type SetupFault } from "./setup-fault.ts";

export function checkRouter(setup: Setup): readonly SetupFault[] {
  const { router } = setup;
  const fields = setupFields(setup);
  const known = knownOf(setup, fields.rules);
  return [
    ...checkUnique(router.qualify.rules, "router.qualify.rules"),
    ...router.qualify.rules.flatMap((rule, i) => checkQualifyRule(rule, `router.qualify.rules[${i}]`, fields.qualify)),
    ...checkScore(router.qualify),
    ...checkUnique(router.rules, "router.rules"),
    ...router.rules.flatMap((rule, i) => [
      ...checkCondition(rule.when, `router.rules[${i}].when`, fields.rules),
      ...checkFlow(rule.then, `router.rules[${i}].then`, known),
    ]),
    ...checkFlow(router.catchAll, "router.catchAll", known),
  ];
}

function checkQualifyRule(rule: QualifyRule, path: string, fields: FieldRegistry): readonly SetupFault[] {
  const idle = rule.points === undefined && rule.verdict === undefined;
  return [...checkCondition(rule.when, `${path}.when`, fields), ...faultIf(idle, path, "needs points or a verdict")];
}

/** A score that no lead can reach would refuse everybody. */
function checkScore({ rules, qualifiedAt }: Setup["router"]["qualify"]): readonly SetupFault[] {
  if (qualifiedAt === undefined) return [];
  const most = rules.reduce((sum, { points = 0 }) => sum + Math.max(0, points), 0);
  return faultIf(
    most < qualifiedAt,
    "router.qualify.qualifiedAt",
    `no lead can reach ${qualifiedAt}: the rules give ${most} at most`,
  );
}
