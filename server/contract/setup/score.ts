import { z } from "zod";
import type { ScorePolicy } from "../../core/route/score.ts";
import { id, line, text } from "./parts.ts";
import { when } from "./when.ts";

export const scoreSchema = z.strictObject({
  id,
  name: line.optional(),
  rules: z.array(z.strictObject({ when, points: z.number().min(-1_000_000).max(1_000_000), reason: text })).max(500),
  bands: z
    .array(z.strictObject({ name: line, from: z.number() }))
    .max(20)
    .default([]),
});

/** The file's score with its defaults → the domain's. */
export function toScore(file: z.output<typeof scoreSchema>): ScorePolicy {
  return { ...file, name: file.name ?? file.id };
}
