import { compileRules } from "../../server/core/route/compile-rules.ts";
import type { Field, FieldRegistry } from "../../server/core/route/fields.ts";
import type { ConditionValue, When } from "../../server/core/route/router.ts";
import { someSubject } from "./some-subject.ts";

export interface VectorField {
  readonly id: string;
  readonly type: string;
  readonly options?: readonly { readonly id: string; readonly label: string }[];
}

interface VectorRule {
  readonly field: string;
  readonly op: string;
  readonly value?: unknown;
}

export interface RoutingInput {
  readonly routes: readonly {
    readonly id: string;
    readonly conjunction: "AND" | "OR";
    readonly not?: boolean;
    readonly rules: readonly VectorRule[];
  }[];
  readonly answers: Readonly<Record<string, unknown>>;
}

/** The vectors' operators in our words; what is not here is unknown, as it is to the vectors. */
const opNames: Readonly<Record<string, string>> = {
  equal: "equals",
  not_equal: "not_equals",
  like: "contains",
  not_like: "not_contains",
  starts_with: "starts_with",
  is_empty: "empty",
  is_not_empty: "not_empty",
  less: "less",
  less_or_equal: "less_or_equal",
  greater: "greater",
  greater_or_equal: "greater_or_equal",
  between: "between",
  not_between: "not_between",
  select_equals: "equals",
  select_not_equals: "not_equals",
  select_any_in: "in",
  select_not_any_in: "not_in",
  multiselect_equals: "all_in",
  multiselect_not_equals: "not_all_in",
};

const listNames: Readonly<Record<string, string>> = {
  in: "any_in",
  not_in: "not_any_in",
  equals: "all_in",
  not_equals: "not_all_in",
};

/** An option by its id or its label, whatever the case; anything else stays as it is. */
function optionId(field: VectorField, value: unknown): unknown {
  if (typeof value !== "string") return value;
  const wanted = value.toLowerCase();
  const { options = [] } = field;
  const option =
    options.find(({ id }) => id.toLowerCase() === wanted) ?? options.find(({ label }) => label.toLowerCase() === wanted);
  return option?.id ?? value;
}

function optionIds(field: VectorField, value: unknown): unknown {
  return Array.isArray(value) ? value.map((one) => optionId(field, one)) : optionId(field, value);
}

function fieldOf(field: VectorField): Field {
  const read: Field["read"] = ({ lead }) => {
    const text = lead.answers[field.id];
    return text === undefined ? undefined : (JSON.parse(text) as string | number | readonly string[]);
  };
  if (field.type === "multiselect") return { type: "list", read: (subject) => listOf(read(subject)) };
  if (field.type === "number") return { type: "number", read };
  return { type: field.type === "email" ? "email" : "text", read: (subject) => onlyOf(read(subject)) };
}

/** A single choice may arrive as a list of one. */
const onlyOf = (value: ReturnType<Field["read"]>) => (Array.isArray(value) && value.length <= 1 ? value[0] : value);

const listOf = (value: ReturnType<Field["read"]>) => (typeof value === "string" ? (value === "" ? [] : [value]) : value);

function valueOf(value: unknown, field: VectorField | undefined): ConditionValue | undefined {
  if (value === null || value === undefined || field === undefined) return undefined;
  const known = field.type === "number" ? numbers(value) : optionIds(field, value);
  return known as ConditionValue;
}

function numbers(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(numbers);
  return typeof value === "string" && value.trim() !== "" ? Number(value) : value;
}

function whenOf(rule: VectorRule, fields: ReadonlyMap<string, VectorField>): When {
  const field = fields.get(rule.field);
  const named = opNames[rule.op] ?? `${rule.op} (unknown)`;
  const op = field?.type === "multiselect" ? (listNames[named] ?? named) : named;
  if (op === "empty" || op === "not_empty") return { field: rule.field, op };
  const value = valueOf(rule.value, field);
  const fitting = op === "equals" || op === "not_equals" ? one(value) : listOps.has(op) ? some(value) : value;
  return { field: rule.field, op, ...(fitting === undefined ? {} : { value: fitting }) };
}

const listOps: ReadonlySet<string> = new Set(["in", "not_in", "any_in", "not_any_in", "all_in", "not_all_in"]);

const some = (value: ConditionValue | undefined): ConditionValue | undefined => (typeof value === "string" ? [value] : value);

function one(value: ConditionValue | undefined): ConditionValue | undefined {
  return Array.isArray(value) && value.length === 1 ? value[0] : value;
}

export function route(input: RoutingInput, fields: readonly VectorField[]): { readonly route: string } {
  const byId = new Map(fields.map((field) => [field.id, field]));
  const registry: FieldRegistry = (name) => {
    const field = byId.get(name);
    return field === undefined ? null : fieldOf(field);
  };
  const whens = input.routes.map(({ conjunction, not, rules }): When => {
    const parts = rules.map((rule) => whenOf(rule, byId));
    const when: When = conjunction === "OR" ? { any: parts } : { all: parts };
    return not === true ? { not: when } : when;
  });
  const answers = Object.entries(input.answers).flatMap(([id, value]) => {
    const field = byId.get(id);
    return field === undefined || value === null || value === undefined
      ? []
      : [[id, JSON.stringify(optionIds(field, value))] as const];
  });
  const place = compileRules(whens, registry).firstMatch(someSubject({ answers: Object.fromEntries(answers) }));
  return { route: input.routes[place]?.id ?? "fallback" };
}
