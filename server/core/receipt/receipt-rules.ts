import { compileWhen } from "../route/compile-when.ts";
import type { Decision } from "../route/decision.ts";
import { explainWhen, type TraceNode } from "../route/explain-when.ts";
import type { When } from "../route/router.ts";
import { setupFields } from "../route/setup-fields.ts";
import { subjectOf } from "../route/subject.ts";
import type { Setup } from "../setup.ts";
import type { ReceiptRule } from "./receipt.ts";
import { redactFound } from "./redact.ts";

/** Every rule that was asked, told again from the version that decided; the deciding one with the values that it saw. */
export function receiptRules(decision: Decision, setup: Setup, choices: ReadonlySet<string>): readonly ReceiptRule[] {
  const { verdict, route } = decision;
  if (verdict.kind !== "qualified") return [];
  const { rules } = setup.router;
  const last = rules.findIndex((rule) => rule.id === route.ruleId);
  const asked = last < 0 ? rules : rules.slice(0, last + 1);
  const subject = subjectOf(decision);
  const fields = setupFields(setup).rules;
  return asked.map(({ id, name, when }, i) => ({
    id,
    name,
    answer: compileWhen(when, fields)(subject),
    because: i === last ? redactTrace(when, explainWhen(when, subject, fields), choices) : null,
  }));
}

/** A condition told with the values that it saw, those of persons masked. */
export function redactTrace(when: When, node: TraceNode, choices: ReadonlySet<string>): TraceNode {
  if ("field" in when) return { ...node, ...(node.found ? { found: redactFound(when.field, node.found, choices) } : {}) };
  const parts = "all" in when ? when.all : "any" in when ? when.any : [when.not];
  return {
    ...node,
    parts: (node.parts ?? []).map((part, i) => {
      const of = parts[i];
      return of === undefined ? part : redactTrace(of, part, choices);
    }),
  };
}
