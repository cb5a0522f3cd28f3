import type { Key, Plan } from "../route/conditions/condition-op.ts";
import { findConditionOp } from "../route/conditions/index.ts";
import type { FieldRegistry } from "../route/fields.ts";
import type { Condition, When } from "../route/router.ts";

type Ready = Exclude<Plan, { readonly refusal: string }>;

/** A single condition that holds, or with `holds` false one that answers no. */
export interface Literal {
  readonly condition: Condition;
  /** Field and form: literals about the same thing can be compared. */
  readonly about: string;
  readonly holds: boolean;
  readonly plan: Ready;
  /** Whether the field may be missing: `empty` that holds, `not_empty` that does not. */
  readonly missing: boolean;
  /** Operator and value as a text: the same for the same condition. */
  readonly says: string;
  /** The values that it allows, when it allows only some; those that it forbids; the range that it allows. */
  readonly allowed: ReadonlySet<Key> | null;
  readonly forbidden: ReadonlySet<Key> | null;
  readonly range: Range | null;
}

export interface Range {
  readonly low: number;
  readonly high: number;
  readonly open: boolean;
}

/** Literals that hold together. */
export type Conjunct = readonly Literal[];

/** More ways than this are not compared: the answer is then that nothing is known. */
const mostConjuncts = 64;

/** The ways in which `when` can hold, each as literals that hold together; null when there are too many or one is invalid. */
export function conjunctsOf(when: When, fields: FieldRegistry, holds = true): readonly Conjunct[] | null {
  if ("not" in when) return conjunctsOf(when.not, fields, !holds);
  if ("field" in when) {
    const literal = literalOf(when, fields, holds);
    return literal === null ? null : [[literal]];
  }
  const parts = "all" in when ? when.all : when.any;
  const ways = parts.map((part) => conjunctsOf(part, fields, holds));
  if (!ways.every((way) => way !== null)) return null;
  return "all" in when === holds ? product(ways) : atMost(ways.flat());
}

function literalOf(condition: Condition, fields: FieldRegistry, holds: boolean): Literal | null {
  const op = findConditionOp(condition.op);
  const field = fields(condition.field);
  const plan = field === null ? undefined : op?.plan(condition.value, field.type);
  if (op === null || plan === undefined || "refusal" in plan) return null;
  const missing = op.whenMissing === (holds ? "yes" : "no");
  const says = JSON.stringify([condition.op, condition.value]);
  return { condition, about: `${plan.form} ${condition.field}`, holds, plan, missing, says, ...limitsOf(plan, holds) };
}

/** Values of which one must be there; null when the literal is about something else. */
export function wantedSome({ plan, holds }: Literal): readonly string[] | null {
  return "some" in plan && plan.wanted === holds ? plan.some : null;
}

/** One way out of each. */
export function product(ways: readonly (readonly Conjunct[])[]): readonly Conjunct[] | null {
  let all: readonly Conjunct[] = [[]];
  for (const way of ways) {
    if (all.length * way.length > mostConjuncts) return null;
    all = all.flatMap((before) => way.map((one) => [...before, ...one]));
  }
  return all;
}

function atMost(conjuncts: readonly Conjunct[]): readonly Conjunct[] | null {
  return conjuncts.length > mostConjuncts ? null : conjuncts;
}

interface Limits {
  readonly allowed: ReadonlySet<Key> | null;
  readonly forbidden: ReadonlySet<Key> | null;
  readonly range: Range | null;
}

function limitsOf(plan: Ready, holds: boolean): Limits {
  if ("keys" in plan) {
    const keys = new Set(plan.keys);
    return plan.wanted === holds
      ? { allowed: keys, forbidden: null, range: null }
      : { allowed: null, forbidden: keys, range: null };
  }
  return { allowed: null, forbidden: null, range: "bounds" in plan && plan.inside === holds ? plan.bounds : null };
}
