import { compileWhen } from "./compile-when.ts";
import type { FieldRegistry } from "./fields.ts";
import { type FlowPlace, flowPlaces, type SplitNode, type WhenNode } from "./flow.ts";
import { converters } from "./frame.ts";
import type { Router, Truth } from "./router.ts";
import { stableHash } from "./stable-hash.ts";
import type { Subject } from "./subject.ts";

/** The nodes of a router's trees, ready to be asked; each by the node itself. */
export interface CompiledFlow {
  readonly whens: ReadonlyMap<WhenNode, { readonly at: string; readonly ask: (subject: Subject) => Truth }>;
  readonly splits: ReadonlyMap<SplitNode, { readonly at: string; readonly part: (subject: Subject) => number }>;
  /** Paths of the other nodes. */
  readonly paths: ReadonlyMap<object, string>;
}

/** Every place of a router's trees: of each rule's `then`, and of the catch-all. */
export function routerPlaces({ rules, catchAll }: Pick<Router, "rules" | "catchAll">): readonly FlowPlace[] {
  return [...rules.flatMap(({ then }, i) => flowPlaces(then, `rules[${i}].then`)), ...flowPlaces(catchAll, "catchAll")];
}

export function compileFlow(router: Router, fields: FieldRegistry): CompiledFlow {
  const whens = new Map<WhenNode, { at: string; ask: (subject: Subject) => Truth }>();
  const splits = new Map<SplitNode, { at: string; part: (subject: Subject) => number }>();
  const paths = new Map<object, string>();
  for (const { at, flow } of routerPlaces(router)) {
    if (flow.kind === "when") whens.set(flow, { at, ask: compileWhen(flow.when, fields) });
    else if (flow.kind === "split") splits.set(flow, { at, part: compileSplit(flow, fields) });
    else if (flow.kind === "match") paths.set(flow, at);
  }
  return { whens, splits, paths };
}

/** Place of the part that a lead belongs to; -1 when the field is missing. */
function compileSplit({ id, by, parts }: SplitNode, fields: FieldRegistry): (subject: Subject) => number {
  const field = fields(by);
  const total = parts.reduce((sum, { weight }) => sum + weight, 0);
  return (subject) => {
    const key = field === null ? undefined : converters.text(field.read(subject), subject.now);
    if (key === undefined || total <= 0) return -1;
    let rest = stableHash(`${id} ${String(key)}`) * total;
    for (const [place, { weight }] of parts.entries()) {
      rest -= weight;
      if (rest < 0) return place;
    }
    return parts.length - 1;
  };
}
