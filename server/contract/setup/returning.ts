import { z } from "zod";
import type { ReturningPolicy } from "../../core/route/pools/returning.ts";
import { definedOnly } from "../defined-only.ts";
import { setupDefaults } from "./defaults.ts";
import { text } from "./parts.ts";

const of = z.enum(["person", "domain"]);
const days = z.number().int().min(1).max(366);

export const returningSchema = z.strictObject({
  sameRep: z
    .strictObject({ of: z.array(of).min(1, "names neither person nor domain").default(["person", "domain"]), days })
    .optional(),
  limits: z
    .array(
      z.strictObject({ of, leads: z.number().int().min(1).max(10_000), days, text: text.default(setupDefaults.limitMessage) }),
    )
    .max(10)
    .optional(),
  openMeeting: z.strictObject({ text: text.default(setupDefaults.openMeetingMessage) }).optional(),
});

/** The file's policy → the domain's. */
export function toReturning(file: z.output<typeof returningSchema>): ReturningPolicy {
  return definedOnly(file);
}
