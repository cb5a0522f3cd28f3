import { findConditionOp } from "./conditions/index.ts";
import { type FieldRegistry, subjectFields } from "./fields.ts";
import type { Condition, When } from "./router.ts";

/** What is wrong and where, e.g. `{ path: "all[1].value", message: "less needs a number" }`; the root's path is empty. */
export interface WhenFault {
  readonly path: string;
  readonly message: string;
}

/** Everything that keeps `when` from being applied; empty when it is valid. Pass `qualifyFields` for qualification. */
export function checkWhen(when: When, fields: FieldRegistry = subjectFields): readonly WhenFault[] {
  return checkAt(when, "", fields);
}

function checkAt(when: When, path: string, fields: FieldRegistry): readonly WhenFault[] {
  if ("all" in when) return checkParts(when.all, join(path, "all"), fields);
  if ("any" in when) return checkParts(when.any, join(path, "any"), fields);
  if ("not" in when) return checkAt(when.not, join(path, "not"), fields);
  return checkCondition(when, path, fields);
}

function checkParts(parts: readonly When[], path: string, fields: FieldRegistry): readonly WhenFault[] {
  if (parts.length === 0) return [{ path, message: "is empty; what should always match is the catch-all" }];
  return parts.flatMap((part, i) => checkAt(part, `${path}[${i}]`, fields));
}

function checkCondition(condition: Condition, path: string, fields: FieldRegistry): readonly WhenFault[] {
  const op = findConditionOp(condition.op);
  const field = fields(condition.field);
  if (field === null || op === null) {
    return [
      ...(field === null ? [{ path: join(path, "field"), message: `there is no field ${condition.field} here` }] : []),
      ...(op === null ? [{ path: join(path, "op"), message: `there is no condition ${condition.op}` }] : []),
    ];
  }
  const plan = op.plan(condition.value, field.type);
  if (!("refusal" in plan)) return [];
  const at = plan.refusal.startsWith("cannot") ? "op" : "value";
  return [{ path: join(path, at), message: `${condition.op} ${plan.refusal}` }];
}

function join(path: string, key: string): string {
  return path === "" ? key : `${path}.${key}`;
}
