import { and, gte, lt, ne, sql } from "drizzle-orm";
import { blocksOf, forBlocks, rowPlaceholders, rowValues } from "../blocks.ts";
import { type Engine, excluded } from "../engine.ts";
import type { Repos } from "../store.ts";

export function submitCountsRepo({ db, tables: { submitCounts }, statement, counting }: Engine): Repos["submitCounts"] {
  const target = [submitCounts.process, submitCounts.sender, submitCounts.step];
  const put = forBlocks((size) =>
    counting(`submit_counts_put_${size}`, () =>
      db
        .insert(submitCounts)
        .values(rowPlaceholders(submitCounts, size))
        .onConflictDoUpdate({ target, set: excluded(submitCounts) }),
    ),
  );
  const { process, sender, step, count } = submitCounts;
  const ofOthers = statement("submit_counts_of_others", () =>
    db
      .select({ process, sender, step, count })
      .from(submitCounts)
      .where(and(gte(submitCounts.updatedAt, sql.placeholder("since")), ne(process, sql.placeholder("process")))),
  );
  const prune = counting("submit_counts_prune", () =>
    db.delete(submitCounts).where(lt(submitCounts.updatedAt, sql.placeholder("before"))),
  );
  return {
    async put(rows) {
      for (const part of blocksOf(rows)) await put(part)(rowValues(part));
    },
    ofOthers: async (own, since) => ofOthers({ process: own, since }),
    prune: async (before) => void (await prune({ before })),
  };
}
