import { z } from "zod";

const share = z.number().min(0).max(1, "is a share: 0.02 is 2 %").optional();

export const guardsSchema = z.strictObject({
  catchAllAtMost: share,
  fallbackAtMost: share,
  disqualifiedAtMost: share,
  changedOwnerAtMost: share,
  days: z.number().int().min(1).max(366).optional(),
});
