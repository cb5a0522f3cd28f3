import { routerPlaces } from "../route/compile-flow.ts";
import type { Decision } from "../route/decision.ts";
import { explainWhen } from "../route/explain-when.ts";
import type { Flow } from "../route/flow.ts";
import { setupFields } from "../route/setup-fields.ts";
import { subjectOf } from "../route/subject.ts";
import type { Setup } from "../setup.ts";
import type { ReceiptNode } from "./receipt.ts";
import { redactTrace } from "./receipt-rules.ts";

/** The nodes of the tree on the path that was taken, each condition with the values that it saw. */
export function receiptNodes(decision: Decision, setup: Setup, choices: ReadonlySet<string>): readonly ReceiptNode[] {
  const { nodes = [] } = decision.route;
  if (nodes.length === 0) return [];
  const flows = new Map(routerPlaces(setup.router).map(({ at, flow }) => [at, flow]));
  const subject = subjectOf(decision);
  const fields = setupFields(setup).rules;
  return nodes.map((step) => {
    const flow = flows.get(step.at);
    const because = flow?.kind === "when" ? redactTrace(flow.when, explainWhen(flow.when, subject, fields), choices) : null;
    return { ...step, asks: asks(flow), because };
  });
}

function asks(flow: Flow | undefined): string {
  if (flow?.kind === "match") return flow.of.join(", ");
  return flow?.kind === "split" ? flow.by : "";
}
