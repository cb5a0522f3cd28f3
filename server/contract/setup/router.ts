import { z } from "zod";
import type { ConditionValue, Outcome, QualifyRule, Router, Rule, When } from "../../core/route/router.ts";
import { definedOnly } from "../defined-only.ts";
import { setupDefaults } from "./defaults.ts";
import { id, line, text } from "./parts.ts";

const value: z.ZodType<ConditionValue> = z.union([z.string(), z.number(), z.boolean(), z.array(z.string()), z.array(z.number())]);

const when: z.ZodType<When> = z.lazy(() =>
  z.union([
    z.strictObject({ field: line, op: line, value: value.optional() }).transform(definedOnly),
    z.strictObject({ all: z.array(when) }),
    z.strictObject({ any: z.array(when) }),
    z.strictObject({ not: when }),
  ]),
);

const outcome: z.ZodType<Outcome> = z.lazy(() =>
  z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("offerOwner"), meetingTypeId: id, otherwise: outcome }),
    z.strictObject({ kind: z.literal("offerPool"), poolId: id, meetingTypeId: id }),
    z.strictObject({ kind: z.literal("redirect"), url: z.string() }),
    z.strictObject({ kind: z.literal("message"), text }),
    z.strictObject({ kind: z.literal("disqualify"), text }),
  ]),
);

const qualifyRule = z.strictObject({
  id,
  when,
  reason: text,
  points: z.number().min(-1_000_000).max(1_000_000).optional(),
  verdict: z.enum(["disqualified", "spam"]).optional(),
});

export const routerSchema = z.strictObject({
  id: id.default(setupDefaults.routerId),
  name: line.optional(),
  qualify: z
    .strictObject({
      rules: z.array(qualifyRule).default([]),
      qualifiedAt: z.number().optional(),
      message: text.default(setupDefaults.disqualifiedMessage),
    })
    .default({ rules: [], message: setupDefaults.disqualifiedMessage }),
  rules: z.array(z.strictObject({ id, name: line.optional(), when, then: outcome })).default([]),
  catchAll: outcome,
});

/** The file's router with its defaults → the domain's. */
export function toRouter(file: z.output<typeof routerSchema>): Router {
  const rules: Rule[] = file.rules.map((one) => ({ ...one, name: one.name ?? one.id }));
  const asked: QualifyRule[] = file.qualify.rules.map(definedOnly);
  return { ...file, name: file.name ?? file.id, qualify: definedOnly({ ...file.qualify, rules: asked }), rules };
}
