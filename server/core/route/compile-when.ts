import type { Key, Plan, TextPart } from "./conditions/condition-op.ts";
import { findConditionOp } from "./conditions/index.ts";
import { type FieldRegistry, subjectFields } from "./fields.ts";
import { partKey } from "./find-parts.ts";
import { type Frame, type FrameLayout, openFrameLayout } from "./frame.ts";
import type { Condition, Truth, When } from "./router.ts";
import type { Group, Leaf } from "./rule-mask.ts";
import type { Subject } from "./subject.ts";

/**
 * A condition, or several together, ready to be asked. Three answers as two questions that say yes or no: a rule that is
 * only asked whether it matches never builds the third.
 */
export interface CompiledWhen {
  readonly yes: (frame: Frame) => boolean;
  readonly no: (frame: Frame) => boolean;
  /** Ways to look it up: of each way, at least one anchor must hold or the answer cannot be yes. Empty when there is none. */
  readonly lookups: readonly Lookup[];
  /** A number that must lie within these bounds or the answer cannot be yes; null when there is none. */
  readonly range: Range | null;
  /** What must hold, each by one of its leaves, for the answer to be yes, and for it to be no; other things must hold too. */
  readonly groups: readonly Group[];
  readonly noGroups: readonly Group[];
  /** Rank by which the parts of an `all` or `any` are asked; the answer does not depend on it. */
  readonly cost: number;
}

export type Lookup = readonly Anchor[];

/** A slot that must have this value. */
export interface Anchor {
  readonly slot: number;
  readonly key: Key;
  /** When the slot holds the parts that a text has: the one that must be among them. */
  readonly part?: TextPart;
}

export interface Range {
  readonly slot: number;
  readonly low: number;
  readonly high: number;
}

/** Where conditions find their fields and put what they read. */
export interface CompileInto {
  readonly fields: FieldRegistry;
  readonly layout: FrameLayout;
}

type Test = CompiledWhen["yes"];

/** A function that answers `when` for a subject. What is invalid answers `unknown`, so it never matches and never drops out. */
export function compileWhen(when: When, fields: FieldRegistry = subjectFields): (subject: Subject) => Truth {
  const layout = openFrameLayout();
  const compiled = compileInto(when, { fields, layout });
  return (subject) => answer(compiled, layout.read(subject));
}

/** The three-valued answer. */
export function answer({ yes, no }: CompiledWhen, frame: Frame): Truth {
  return yes(frame) ? "yes" : no(frame) ? "no" : "unknown";
}

const never: CompiledWhen = {
  yes: () => false,
  no: () => false,
  lookups: [[]],
  range: null,
  groups: [[]],
  noGroups: [[]],
  cost: 0,
};

/** Compiles into a layout that several rules share. */
export function compileInto(when: When, into: CompileInto): CompiledWhen {
  if ("all" in when) return compileAll(when.all, into);
  if ("any" in when) return compileAny(when.any, into);
  if ("not" in when) return compileNot(when.not, into);
  return compileCondition(when, into);
}

function compileCondition(condition: Condition, { fields, layout }: CompileInto): CompiledWhen {
  const op = findConditionOp(condition.op);
  const field = fields(condition.field);
  if (op === null || field === null) return never;
  const plan = op.plan(condition.value, field.type);
  if ("refusal" in plan) return never;
  const slot = layout.slotOf(condition.field, field, plan.form);
  const holds = testOf(plan, slot);
  const { whenMissing } = op;
  const partsSlot = () => layout.partsSlotOf(condition.field, field);
  return {
    yes: whenMissing === "yes" ? (frame) => frame[slot] === undefined || holds(frame) : holds,
    no: (frame) => (frame[slot] === undefined ? whenMissing === "no" : !holds(frame)),
    lookups: lookupsOf(plan, slot, partsSlot),
    range: "bounds" in plan && plan.inside ? { slot, low: plan.bounds.low, high: plan.bounds.high } : null,
    groups: groupsOf(plan, { slot, partsSlot, holds: true }),
    noGroups: groupsOf(plan, { slot, partsSlot, holds: false }),
    cost: "test" in plan || "parts" in plan ? 2 : 1,
  };
}

type Ready = Exclude<Plan, { readonly refusal: string }>;

/** By which values, or parts of a text, a condition can be looked up. */
function lookupsOf(plan: Ready, slot: number, partsSlot: () => number): readonly Lookup[] {
  if ("keys" in plan) return plan.wanted ? [plan.keys.map((key) => ({ slot, key }))] : [];
  if ("some" in plan) return plan.wanted ? [plan.some.map((key) => ({ slot, key }))] : [];
  if (!("parts" in plan) || !plan.wanted) return [];
  const at = partsSlot();
  return [plan.parts.map((part) => ({ slot: at, key: partKey(part), part }))];
}

/** The leaf that must hold for a condition to answer yes, or with `holds` false no; none when no slot decides it. */
function groupsOf(
  plan: Ready,
  { slot, partsSlot, holds }: { readonly slot: number; readonly partsSlot: () => number; readonly holds: boolean },
): readonly Group[] {
  if ("keys" in plan) return [[{ slot, keys: plan.keys, wanted: plan.wanted === holds }]];
  if ("bounds" in plan) return [[{ slot, bounds: plan.bounds, inside: plan.inside === holds }]];
  if ("test" in plan || plan.wanted !== holds) return [];
  const leaf: Leaf =
    "some" in plan ? { slot, some: plan.some } : { slot: partsSlot(), some: plan.parts.map(partKey), parts: plan.parts };
  return [[leaf]];
}

/** Of several of which one must hold, one group of each: one of all those leaves must. */
function eitherOf(ways: readonly (readonly Group[])[]): readonly Group[] {
  const firsts = ways.map(([first]) => first);
  return firsts.every((first) => first !== undefined) ? [firsts.flat()] : [];
}

/** Whether the field is there and the condition holds for it: one function with the reading inside, because calls are what rules cost. */
function testOf(plan: Ready, slot: number): Test {
  if ("keys" in plan) return plan.wanted ? isOneOf(plan.keys, slot) : isNoneOf(plan.keys, slot);
  if ("bounds" in plan) return isWithin(plan, slot);
  if ("parts" in plan) return hasPart(plan, slot);
  if ("some" in plan) return hasSome(plan, slot);
  const { test } = plan;
  return (frame) => {
    const found = frame[slot];
    return found !== undefined && test(found);
  };
}

function isOneOf(keys: readonly Key[], slot: number): Test {
  const [only] = keys;
  if (keys.length === 1) return (frame) => frame[slot] === only;
  const set = new Set<Frame[number]>(keys);
  return (frame) => set.has(frame[slot]);
}

function isNoneOf(keys: readonly Key[], slot: number): Test {
  const set = new Set<Frame[number]>(keys);
  return (frame) => frame[slot] !== undefined && !set.has(frame[slot]);
}

function isWithin({ bounds: { low, high, open }, inside }: Extract<Plan, { readonly inside: boolean }>, slot: number): Test {
  if (!inside) return (frame) => typeof frame[slot] === "number" && !(frame[slot] >= low && frame[slot] <= high);
  if (open) return (frame) => typeof frame[slot] === "number" && frame[slot] > low && frame[slot] < high;
  return (frame) => typeof frame[slot] === "number" && frame[slot] >= low && frame[slot] <= high;
}

function hasPart({ parts, wanted }: Extract<Plan, { readonly parts: unknown }>, slot: number): Test {
  const tests = parts.map(({ where, text }): ((found: string) => boolean) => {
    if (where === "start") return (found) => found.startsWith(text);
    return where === "end" ? (found) => found.endsWith(text) : (found) => found.includes(text);
  });
  const [only] = tests;
  const has = tests.length === 1 && only !== undefined ? only : (found: string) => tests.some((test) => test(found));
  return (frame) => {
    const found = frame[slot];
    return typeof found === "string" && has(found) === wanted;
  };
}

function hasSome({ some: keys, wanted }: Extract<Plan, { readonly some: unknown }>, slot: number): Test {
  const listed = new Set(keys);
  return (frame) => {
    const found = frame[slot];
    return typeof found === "object" && found.some((one) => listed.has(one)) === wanted;
  };
}

function compileAll(parts: readonly When[], into: CompileInto): CompiledWhen {
  if (parts.length === 0) return never;
  const compiled = cheapestFirst(parts, into);
  return {
    yes: every(compiled.map((part) => part.yes)),
    no: some(compiled.map((part) => part.no)),
    lookups: compiled.flatMap((part) => part.lookups),
    range: compiled.find((part) => part.range !== null)?.range ?? null,
    groups: compiled.flatMap((part) => part.groups),
    noGroups: eitherOf(compiled.map((part) => part.noGroups)),
    cost: 3,
  };
}

function compileAny(parts: readonly When[], into: CompileInto): CompiledWhen {
  if (parts.length === 0) return never;
  const compiled = cheapestFirst(parts, into);
  const shortest = compiled.map(({ lookups }) => lookups.toSorted((a, b) => a.length - b.length)[0]);
  const complete = shortest.every((lookup) => lookup !== undefined);
  return {
    yes: some(compiled.map((part) => part.yes)),
    no: every(compiled.map((part) => part.no)),
    lookups: complete ? [shortest.flatMap((lookup) => lookup ?? [])] : [],
    range: null,
    groups: eitherOf(compiled.map((part) => part.groups)),
    noGroups: compiled.flatMap((part) => part.noGroups),
    cost: 3,
  };
}

function compileNot(part: When, into: CompileInto): CompiledWhen {
  const { yes, no, groups, noGroups, cost } = compileInto(part, into);
  return { yes: no, no: yes, lookups: [], range: null, groups: noGroups, noGroups: groups, cost };
}

function cheapestFirst(parts: readonly When[], into: CompileInto): readonly CompiledWhen[] {
  return parts.map((part) => compileInto(part, into)).toSorted((a, b) => a.cost - b.cost);
}

/** Written out for the usual lengths: a loop over a list costs twice as much. */
function every(tests: readonly Test[]): Test {
  const [a, b, c, ...rest] = tests;
  if (a === undefined) return () => true;
  if (b === undefined) return a;
  if (c === undefined) return (frame) => a(frame) && b(frame);
  if (rest.length === 0) return (frame) => a(frame) && b(frame) && c(frame);
  const further = every(rest);
  return (frame) => a(frame) && b(frame) && c(frame) && further(frame);
}

function some(tests: readonly Test[]): Test {
  const [a, b, c, ...rest] = tests;
  if (a === undefined) return () => false;
  if (b === undefined) return a;
  if (c === undefined) return (frame) => a(frame) || b(frame);
  if (rest.length === 0) return (frame) => a(frame) || b(frame) || c(frame);
  const further = some(rest);
  return (frame) => a(frame) || b(frame) || c(frame) || further(frame);
}
