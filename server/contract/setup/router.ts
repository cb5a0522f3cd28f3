import { z } from "zod";
import type { QualifyRule, Router, Rule } from "../../core/route/router.ts";
import { definedOnly } from "../defined-only.ts";
import { setupDefaults } from "./defaults.ts";
import { flow } from "./flow.ts";
import { id, line, text } from "./parts.ts";
import { when } from "./when.ts";

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
  rules: z.array(z.strictObject({ id, name: line.optional(), when, then: flow })).default([]),
  catchAll: flow,
});

/** The file's router with its defaults → the domain's. */
export function toRouter(file: z.output<typeof routerSchema>): Router {
  const rules: Rule[] = file.rules.map((one) => ({ ...one, name: one.name ?? one.id }));
  const asked: QualifyRule[] = file.qualify.rules.map(definedOnly);
  return { ...file, name: file.name ?? file.id, qualify: definedOnly({ ...file.qualify, rules: asked }), rules };
}
