import { ZenEngine } from "@gorules/zen-engine";
import { Engine } from "json-rules-engine";
import type { Condition, When } from "../../server/core/route/router.ts";

/** The same rules in two engines that people use, so that our microseconds stand beside theirs. Only `all` of plain conditions is needed. */
export interface OtherEngine {
  readonly name: string;
  /** Place of the first rule that matches; -1 when none does. */
  readonly firstMatch: (facts: Facts) => Promise<number>;
}

type Facts = Readonly<Record<string, string | number>>;

const parts = (when: When): readonly Condition[] => ("all" in when ? when.all.flatMap(parts) : "field" in when ? [when] : []);
const keyOf = (field: string): string => field.replaceAll(".", "_");

/** json-rules-engine asks every rule; the one with the highest priority is the first. */
export function jsonRulesEngine(whens: readonly When[]): OtherEngine {
  const operators: Readonly<Record<string, string>> = { equals: "equal", in: "in", greater_or_equal: "greaterThanInclusive" };
  const engine = new Engine(
    whens.map((when, place) => ({
      conditions: { all: parts(when).flatMap((condition) => asked(condition, operators)) },
      event: { type: "matched", params: { place } },
      priority: whens.length - place,
    })),
  );
  return {
    name: "json-rules-engine",
    firstMatch: async (facts) => {
      const { events } = await engine.run({ ...facts });
      const places = events.map(({ params }) => Number(params?.place));
      return places.length === 0 ? -1 : Math.min(...places);
    },
  };
}

function asked({ field, op, value }: Condition, operators: Readonly<Record<string, string>>) {
  const fact = keyOf(field);
  if (op !== "between") return [{ fact, operator: operators[op] ?? op, value }];
  const [low, high] = Array.isArray(value) ? value : [];
  return [
    { fact, operator: "greaterThanInclusive", value: low },
    { fact, operator: "lessThanInclusive", value: high },
  ];
}

/** zen-engine as a decision table with the policy `first`, compiled once. */
export function zenEngine(whens: readonly When[]): OtherEngine {
  const fields = [...new Set(whens.flatMap((when) => parts(when).map(({ field }) => field)))];
  const rules = whens.map((when, place) => ({
    _id: `r${place}`,
    place: String(place),
    ...Object.fromEntries(fields.map((field) => [keyOf(field), cellOf(parts(when).find((one) => one.field === field))])),
  }));
  const table = {
    hitPolicy: "first",
    inputs: fields.map((field) => ({ id: keyOf(field), name: field, field: keyOf(field) })),
    outputs: [{ id: "place", name: "place", field: "place" }],
    rules,
  };
  const content = {
    nodes: [
      { id: "in", name: "in", type: "inputNode", position: { x: 0, y: 0 } },
      { id: "table", name: "table", type: "decisionTableNode", position: { x: 1, y: 0 }, content: table },
      { id: "out", name: "out", type: "outputNode", position: { x: 2, y: 0 } },
    ],
    edges: [
      { id: "a", sourceId: "in", targetId: "table", type: "edge" },
      { id: "b", sourceId: "table", targetId: "out", type: "edge" },
    ],
  };
  const decision = new ZenEngine().createDecision(content);
  return {
    name: "zen-engine",
    firstMatch: async (facts) => {
      const { result } = (await decision.evaluate(facts)) as { readonly result: { readonly place?: number } };
      return result.place ?? -1;
    },
  };
}

function cellOf(condition: Condition | undefined): string {
  if (condition === undefined) return "";
  const { op, value } = condition;
  if (op === "between" && Array.isArray(value)) return `[${value.join("..")}]`;
  if (op === "greater_or_equal") return `>= ${String(value)}`;
  const texts = Array.isArray(value) ? value : [value];
  return texts.map((one) => JSON.stringify(one)).join(", ");
}
