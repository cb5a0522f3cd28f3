import { and, asc, eq, gt, inArray, lte, sql } from "drizzle-orm";
import { blocksOf, forBlocks, lookUp, rowPlaceholders, rowValues, someKeys } from "../blocks.ts";
import { type Engine, placeholders } from "../engine.ts";
import type { Repos } from "../store.ts";

function rowStatements({ db, tables: { importRows }, statement, counting }: Engine) {
  const ofImport = eq(importRows.importId, sql.placeholder("importId"));
  const key = sql.placeholder("key");
  return {
    stage: forBlocks((size) =>
      statement(`import_rows_stage_${size}`, () =>
        db
          .insert(importRows)
          .values(rowPlaceholders(importRows, size))
          .onConflictDoNothing()
          .returning({ line: importRows.line }),
      ),
    ),
    lines: statement("import_rows_lines", () =>
      db
        .select({ key: importRows.key, line: importRows.line })
        .from(importRows)
        .where(and(ofImport, inArray(importRows.key, someKeys))),
    ),
    page: statement("import_rows_page", () =>
      db
        .select({ key: importRows.key, line: importRows.line, ref: importRows.ref, patch: importRows.patch })
        .from(importRows)
        .where(and(ofImport, gt(importRows.key, key)))
        .orderBy(asc(importRows.key))
        .limit(sql.placeholder("limit")),
    ),
    dropUpTo: counting("import_rows_drop_up_to", () => db.delete(importRows).where(and(ofImport, lte(importRows.key, key)))),
  };
}

export function importsRepo(engine: Engine): Repos["imports"] {
  const { db, tables, statement, counting } = engine;
  const { imports } = tables;
  const rows = rowStatements(engine);
  const insert = statement("imports_insert", () => db.insert(imports).values(placeholders(imports)));
  const { state, report, updatedAt } = placeholders(imports);
  const update = counting("imports_update", () =>
    db
      .update(imports)
      .set({ state, report, updatedAt })
      .where(eq(imports.id, sql.placeholder("id"))),
  );
  const find = statement("imports_find", () =>
    db
      .select()
      .from(imports)
      .where(eq(imports.id, sql.placeholder("id"))),
  );
  return {
    insert: async (row) => void (await insert({ ...row })),
    update: async (row) => void (await update({ ...row })),
    find: async (id) => (await find({ id }))[0] ?? null,
    async stage(importId, staged) {
      const kept = new Set<number>();
      for (const part of blocksOf(staged.map((row) => ({ importId, ...row })))) {
        for (const { line } of await rows.stage(part)(rowValues(part))) kept.add(line);
      }
      return staged.filter(({ line }) => !kept.has(line));
    },
    async linesOf(importId, keys) {
      const found = await lookUp(keys, (values) => rows.lines({ importId, ...values }));
      return new Map(found.map(({ key, line }) => [key, line]));
    },
    rows: async (importId, after, limit) => rows.page({ importId, key: after, limit }),
    dropRows: async (importId, upTo) => void (await rows.dropUpTo({ importId, key: upTo })),
  };
}
