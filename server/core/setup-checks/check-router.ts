import { checkWhen } from "../route/check-when.ts";
import { type FieldRegistry, qualifyFields, subjectFields } from "../route/fields.ts";
import type { Outcome, QualifyRule, When } from "../route/router.ts";
import type { Setup } from "../setup.ts";
import { checkUnique, checkWebUrl, faultIf, type SetupFault } from "./setup-fault.ts";

/** Ids that outcomes may name. */
interface Known {
  readonly pools: ReadonlySet<string>;
  readonly meetingTypes: ReadonlySet<string>;
}

export function checkRouter({ router, pools, meetingTypes }: Setup): readonly SetupFault[] {
  const known = { pools: new Set(pools.map((pool) => pool.id)), meetingTypes: new Set(meetingTypes.map((type) => type.id)) };
  return [
    ...checkUnique(router.qualify.rules, "router.qualify.rules"),
    ...router.qualify.rules.flatMap((rule, i) => checkQualifyRule(rule, `router.qualify.rules[${i}]`)),
    ...checkScore(router.qualify),
    ...checkUnique(router.rules, "router.rules"),
    ...router.rules.flatMap((rule, i) => [
      ...checkCondition(rule.when, `router.rules[${i}].when`, subjectFields),
      ...checkOutcome(rule.then, `router.rules[${i}].then`, known),
    ]),
    ...checkOutcome(router.catchAll, "router.catchAll", known),
  ];
}

function checkQualifyRule(rule: QualifyRule, path: string): readonly SetupFault[] {
  const idle = rule.points === undefined && rule.verdict === undefined;
  return [...checkCondition(rule.when, `${path}.when`, qualifyFields), ...faultIf(idle, path, "needs points or a verdict")];
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

function checkCondition(when: When, path: string, fields: FieldRegistry): readonly SetupFault[] {
  return checkWhen(when, fields).map((fault) => ({
    path: fault.path === "" ? path : `${path}.${fault.path}`,
    message: fault.message,
  }));
}

function checkOutcome(outcome: Outcome, path: string, known: Known): readonly SetupFault[] {
  switch (outcome.kind) {
    case "offerPool":
      return [
        ...faultIf(!known.pools.has(outcome.poolId), `${path}.poolId`, `there is no pool ${outcome.poolId}`),
        ...checkMeetingTypeId(outcome.meetingTypeId, path, known),
      ];
    case "offerOwner":
      return [
        ...checkMeetingTypeId(outcome.meetingTypeId, path, known),
        ...faultIf(outcome.otherwise.kind === "offerOwner", `${path}.otherwise`, "offers the owner again, who was asked already"),
        ...(outcome.otherwise.kind === "offerOwner" ? [] : checkOutcome(outcome.otherwise, `${path}.otherwise`, known)),
      ];
    case "redirect":
      return checkWebUrl(outcome.url, `${path}.url`);
    case "message":
    case "disqualify":
      return faultIf(outcome.text.trim() === "", `${path}.text`, "is empty");
  }
}

function checkMeetingTypeId(id: string, path: string, known: Known): readonly SetupFault[] {
  return faultIf(!known.meetingTypes.has(id), `${path}.meetingTypeId`, `there is no meeting type ${id}`);
}
