import { findConditionOp } from "./conditions/index.ts";
import type { Condition, ConditionValue, When } from "./router.ts";

/** The rule in words, e.g. `lead.country is one of DE, AT and lead.companySize is at least 50`. */
export function describeWhen(when: When): string {
  if ("all" in when) return when.all.map(describePart).join(" and ");
  if ("any" in when) return when.any.map(describePart).join(" or ");
  if ("not" in when) return `not (${describeWhen(when.not)})`;
  return describeCondition(when);
}

function describePart(when: When): string {
  return "all" in when || "any" in when ? `(${describeWhen(when)})` : describeWhen(when);
}

function describeCondition({ field, op, value }: Condition): string {
  const label = findConditionOp(op)?.label ?? op;
  return value === undefined ? `${field} ${label}` : `${field} ${label} ${describeValue(value)}`;
}

function describeValue(value: ConditionValue): string {
  return Array.isArray(value) ? value.join(", ") : String(value);
}
