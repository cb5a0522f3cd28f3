import type { FieldRegistry } from "../route/fields.ts";
import { branchesOf, type Flow, type WhenNode } from "../route/flow.ts";
import { setupFields } from "../route/setup-fields.ts";
import type { Setup } from "../setup.ts";
import type { Finding } from "./finding.ts";
import { conjunctImplies, isImpossible } from "./implies.ts";
import { type Conjunct, conjunctsOf, product } from "./literals.ts";

/** What is known to hold on the way to a place: one of these; null when it is too much to tell. */
type Context = readonly Conjunct[] | null;

/** Branches of `when` nodes that no lead can take, because of what was asked on the way there. */
export function unreachableBranches(setup: Setup): readonly Finding[] {
  const fields = setupFields(setup).rules;
  const { rules, catchAll } = setup.router;
  return [
    ...rules.flatMap(({ when, then }, i) =>
      visit(then, `router.rules[${i}].then`, { context: conjunctsOf(when, fields), fields }),
    ),
    ...visit(catchAll, "router.catchAll", { context: [[]], fields }),
  ];
}

interface Visiting {
  readonly context: Context;
  readonly fields: FieldRegistry;
}

function visit(flow: Flow, path: string, visiting: Visiting): readonly Finding[] {
  if (flow.kind === "when") return visitWhen(flow, path, visiting);
  return branchesOf(flow).flatMap(([key, branch]) => visit(branch, `${path}.${key}`, visiting));
}

function visitWhen(node: WhenNode, path: string, { context, fields }: Visiting): readonly Finding[] {
  const yes = conjunctsOf(node.when, fields);
  const no = conjunctsOf(node.when, fields, false);
  const then = both(context, yes);
  const never = then?.length === 0;
  const always = context !== null && yes !== null && context.every((one) => yes.some((way) => conjunctImplies(one, way)));
  return [
    ...(never
      ? [finding(`${path}.then`, "no lead that comes here meets its condition")]
      : visit(node.then, `${path}.then`, { context: then, fields })),
    ...(node.unknown === undefined ? [] : visit(node.unknown, `${path}.unknown`, { context, fields })),
    ...(always
      ? [finding(`${path}.otherwise`, "every lead that comes here meets the condition before it")]
      : visit(node.otherwise, `${path}.otherwise`, {
          context: node.unknown === undefined ? context : both(context, no),
          fields,
        })),
  ];
}

const finding = (path: string, why: string): Finding => ({ code: "unreachable_branch", path, message: `is never taken: ${why}` });

/** What holds when both do, without what is impossible. */
function both(a: Context, b: Context): Context {
  const all = a === null || b === null ? null : product([a, b]);
  return all?.filter((conjunct) => !isImpossible(conjunct)) ?? null;
}
