import { after } from "./after.ts";
import { allIn } from "./all-in.ts";
import { anyIn } from "./any-in.ts";
import { before } from "./before.ts";
import { between } from "./between.ts";
import type { ConditionOp } from "./condition-op.ts";
import { contains } from "./contains.ts";
import { empty } from "./empty.ts";
import { endsWith } from "./ends-with.ts";
import { equals } from "./equals.ts";
import { greater } from "./greater.ts";
import { greaterOrEqual } from "./greater-or-equal.ts";
import { isIn } from "./in.ts";
import { inPostalRange } from "./in-postal-range.ts";
import { inRegion } from "./in-region.ts";
import { isFalse } from "./is-false.ts";
import { isTrue } from "./is-true.ts";
import { less } from "./less.ts";
import { lessOrEqual } from "./less-or-equal.ts";
import { matchesDomain } from "./matches-domain.ts";
import { notAllIn } from "./not-all-in.ts";
import { notAnyIn } from "./not-any-in.ts";
import { notBetween } from "./not-between.ts";
import { notContains } from "./not-contains.ts";
import { notEmpty } from "./not-empty.ts";
import { notEquals } from "./not-equals.ts";
import { isNotIn } from "./not-in.ts";
import { notInRegion } from "./not-in-region.ts";
import { startsWith } from "./starts-with.ts";
import { timeBetween } from "./time-between.ts";
import { withinLastDays } from "./within-last-days.ts";
import { withinNextDays } from "./within-next-days.ts";

/** Every operator, in the order in which an editor lists them. A new one is one file and one line here. */
export const conditionOps: readonly ConditionOp[] = [
  equals,
  notEquals,
  isIn,
  isNotIn,
  contains,
  notContains,
  startsWith,
  endsWith,
  matchesDomain,
  empty,
  notEmpty,
  less,
  lessOrEqual,
  greater,
  greaterOrEqual,
  between,
  notBetween,
  anyIn,
  notAnyIn,
  allIn,
  notAllIn,
  isTrue,
  isFalse,
  inRegion,
  notInRegion,
  inPostalRange,
  before,
  after,
  withinLastDays,
  withinNextDays,
  timeBetween,
];

const byName = new Map(conditionOps.map((op) => [op.name, op]));

/** The operator of this name; null when there is none. */
export function findConditionOp(name: string): ConditionOp | null {
  return byName.get(name) ?? null;
}
