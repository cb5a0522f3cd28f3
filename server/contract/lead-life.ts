import { z } from "zod";
import { outcomeKinds } from "../core/escalate/lead-event.ts";

/** `POST /v1/admin/leads/:id/outcomes`: what became of a lead. */
export const outcomeBody = z.strictObject({
  outcome: z.enum(outcomeKinds),
  /** ISO 8601 with offset; now when absent. */
  at: z.iso.datetime({ offset: true }).optional(),
  by: z.string().trim().min(1).max(100).default("api"),
});

/** `POST /v1/admin/leads/:id/clock`: lets a lead's clock stand still, or go on. */
export const clockBody = z.strictObject({ running: z.boolean(), by: z.string().trim().min(1).max(100).default("api") });

export const reportQuery = z.strictObject({
  by: z.enum(["rule", "pool", "rep"]).default("pool"),
  days: z.coerce.number().int().min(1).max(366).default(30),
});
