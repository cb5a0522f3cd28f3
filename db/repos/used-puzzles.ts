import { eq, lt, sql } from "drizzle-orm";
import { type Engine, placeholders } from "../engine.ts";
import type { Repos } from "../store.ts";

export function usedPuzzlesRepo({ db, tables: { usedPuzzles }, statement, counting }: Engine): Repos["usedPuzzles"] {
  const take = counting("used_puzzles_take", () =>
    db.insert(usedPuzzles).values(placeholders(usedPuzzles)).onConflictDoNothing(),
  );
  const userOf = statement("used_puzzles_user", () =>
    db
      .select({ submissionId: usedPuzzles.submissionId })
      .from(usedPuzzles)
      .where(eq(usedPuzzles.id, sql.placeholder("id"))),
  );
  const prune = counting("used_puzzles_prune", () =>
    db.delete(usedPuzzles).where(lt(usedPuzzles.expiresAt, sql.placeholder("now"))),
  );
  return {
    async take({ id, submissionId, expiresAt }) {
      if ((await take({ id, submissionId, expiresAt })) > 0) return true;
      return (await userOf({ id }))[0]?.submissionId === submissionId;
    },
    prune: async (now) => void (await prune({ now })),
  };
}
