import type { ImportRow, StagedRow } from "../../../db/store/imports.ts";
import { newId } from "../../core/id.ts";
import { createOwnerFinder, withOwner } from "../../core/import/owner.ts";
import type { ImportKind } from "../../core/import/patch.ts";
import { createReport } from "../../core/import/report.ts";
import type { RowRead } from "../../core/import/row.ts";
import type { World } from "../world.ts";
import { applyBatch } from "./apply-import.ts";
import { followAccounts } from "./follow-accounts.ts";

export interface BatchAsk {
  readonly kind: ImportKind;
  readonly author: string;
  /** In the order in which they were sent. */
  readonly rows: readonly RowRead[];
}

/** Applies a small batch as one unit, all or nothing; `line` in its report is the place in the batch, from 1. Memory knows it at once. */
export async function importBatch(world: World, { kind, author, rows }: BatchAsk): Promise<ImportRow> {
  const report = createReport();
  const findOwner = createOwnerFinder(world.state.setupOrNull()?.setup.reps ?? []);
  const staged = new Map<string, StagedRow>();
  for (const [place, row] of rows.entries()) {
    const line = place + 1;
    report.row();
    if ("problem" in row) {
      report.problem(line, row.problem);
      continue;
    }
    if ("empty" in row) {
      report.warning(line, row.empty);
      continue;
    }
    const before = staged.get(row.key);
    if (before) report.problem(line, { reason: `is about the same as row ${before.line}` });
    for (const warning of row.warnings) report.warning(line, warning);
    const { patch, warning } = withOwner(row.patch, findOwner);
    if (warning) report.warning(line, warning);
    staged.set(row.key, { key: row.key, line, ref: row.ref, patch });
  }
  const begun = {
    id: newId("imp", world.random),
    kind,
    author,
    state: "refused" as const,
    report: report.read(),
    updatedAt: world.now(),
  };
  if (report.problemCount > 0) return begun;
  const applied = await world.store.write((repos) =>
    applyBatch(repos, { row: begun, rows: [...staged.values()], at: world.now() }),
  );
  if (applied.report.problemCount === 0) await followAccounts(world);
  return applied;
}
