import type { Kit } from "../kit.ts";

/** Puzzles that a page solved, so that an answer counts for one submission, whichever process it comes to. Kept until they are too old anyway. */
export const usedPuzzlesTable = (k: Kit) =>
  k.table(
    "used_puzzles",
    {
      id: k.id("id").primaryKey(),
      submissionId: k.id("submission_id").notNull(),
      expiresAt: k.instant("expires_at").notNull(),
    },
    (t) => [k.index("used_puzzles_expired").on(t.expiresAt)],
  );
