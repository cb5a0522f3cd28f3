import { answer, compileInto } from "../route/compile-when.ts";
import type { FieldRegistry } from "../route/fields.ts";
import { openFrameLayout } from "../route/frame.ts";
import type { QualifyPolicy } from "../route/router.ts";
import type { Subject } from "../route/subject.ts";
import type { Verdict } from "./verdict.ts";

/** Answers with a verdict; rules are asked in order until one ends the matter. */
export type CompiledQualify = (subject: Subject) => Verdict;

/** Compiles a policy over one reading of the lead's fields. */
export function compileQualify(policy: QualifyPolicy, fields: FieldRegistry): CompiledQualify {
  const layout = openFrameLayout();
  const steps = policy.rules.map((rule) => ({ rule, when: compileInto(rule.when, { fields, layout }) }));
  return (subject) => {
    const frame = layout.read(subject);
    const reasons: Verdict["reasons"][number][] = [];
    const unknown: string[] = [];
    let score = 0;
    for (const { rule, when } of steps) {
      const told = answer(when, frame);
      if (told === "unknown") unknown.push(rule.id);
      if (told !== "yes") continue;
      const points = rule.points ?? 0;
      score += points;
      reasons.push({ ruleId: rule.id, reason: rule.reason, points });
      if (rule.verdict !== undefined) return { kind: rule.verdict, score, reasons, unknown };
    }
    const enough = policy.qualifiedAt === undefined || score >= policy.qualifiedAt;
    return { kind: enough ? "qualified" : "disqualified", score, reasons, unknown };
  };
}
