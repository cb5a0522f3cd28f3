import type { Key } from "./conditions/condition-op.ts";
import { findConditionOp } from "./conditions/index.ts";
import { type FieldRegistry, subjectFields } from "./fields.ts";
import { type Frame, type FrameLayout, openFrameLayout } from "./frame.ts";
import type { Condition, Truth, When } from "./router.ts";
import type { Subject } from "./subject.ts";

/** A condition, or several together, ready to be asked. */
export interface CompiledWhen {
  readonly ask: (frame: Frame) => Truth;
  /** Ways to look it up: of each way, at least one anchor must hold or the answer cannot be `yes`. Empty when there is none. */
  readonly lookups: readonly Lookup[];
}

export type Lookup = readonly Anchor[];

/** A slot that must have this value. */
export interface Anchor {
  readonly slot: number;
  readonly key: Key;
}

/** Where conditions find their fields and put what they read. */
export interface CompileInto {
  readonly fields: FieldRegistry;
  readonly layout: FrameLayout;
}

/** A function that answers `when` for a subject. What is invalid answers `unknown`, so it never matches and never drops out. */
export function compileWhen(when: When, fields: FieldRegistry = subjectFields): (subject: Subject) => Truth {
  const layout = openFrameLayout();
  const { ask } = compileInto(when, { fields, layout });
  return (subject) => ask(layout.read(subject));
}

const never: CompiledWhen = { ask: () => "unknown", lookups: [[]] };

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
  const { test, keys } = plan;
  const { whenMissing } = op;
  const ask = (frame: Frame): Truth => {
    const found = frame[slot];
    if (found === undefined) return whenMissing;
    return test(found) ? "yes" : "no";
  };
  return { ask, lookups: keys === undefined ? [] : [keys.map((key) => ({ slot, key }))] };
}

function compileAll(parts: readonly When[], into: CompileInto): CompiledWhen {
  if (parts.length === 0) return never;
  const compiled = parts.map((part) => compileInto(part, into));
  const asks = compiled.map((part) => part.ask);
  return { ask: asks.length === 1 && asks[0] ? asks[0] : askAll(asks), lookups: compiled.flatMap((part) => part.lookups) };
}

function askAll(asks: readonly ((frame: Frame) => Truth)[]): (frame: Frame) => Truth {
  return (frame) => {
    let answer: Truth = "yes";
    for (let i = 0; i < asks.length; i++) {
      const part = asks[i]?.(frame);
      if (part === "no") return "no";
      if (part !== "yes") answer = "unknown";
    }
    return answer;
  };
}

function compileAny(parts: readonly When[], into: CompileInto): CompiledWhen {
  if (parts.length === 0) return never;
  const compiled = parts.map((part) => compileInto(part, into));
  const asks = compiled.map((part) => part.ask);
  const shortest = compiled.map(({ lookups }) => lookups.toSorted((a, b) => a.length - b.length)[0]);
  const complete = shortest.every((lookup) => lookup !== undefined);
  return { ask: askAny(asks), lookups: complete ? [shortest.flatMap((lookup) => lookup ?? [])] : [] };
}

function askAny(asks: readonly ((frame: Frame) => Truth)[]): (frame: Frame) => Truth {
  return (frame) => {
    let answer: Truth = "no";
    for (let i = 0; i < asks.length; i++) {
      const part = asks[i]?.(frame);
      if (part === "yes") return "yes";
      if (part !== "no") answer = "unknown";
    }
    return answer;
  };
}

function compileNot(part: When, into: CompileInto): CompiledWhen {
  const { ask } = compileInto(part, into);
  return {
    ask: (frame) => {
      const answer = ask(frame);
      return answer === "unknown" ? "unknown" : answer === "yes" ? "no" : "yes";
    },
    lookups: [],
  };
}
