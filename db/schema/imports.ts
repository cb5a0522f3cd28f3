import type { ImportId } from "../../server/core/id.ts";
import type { ImportKind, Patch } from "../../server/core/import/patch.ts";
import type { ImportReport } from "../../server/core/import/report.ts";
import type { Kit } from "../kit.ts";

export const importsTable = (k: Kit) =>
  k.table("imports", {
    id: k.id<ImportId>("id").primaryKey(),
    kind: k.choice<ImportKind>("kind").notNull(),
    author: k.text("author").notNull(),
    /** `staging` while it is read; `applying` once every row is known to be good; `applied` or `refused` in the end. */
    state: k.choice<"staging" | "applying" | "applied" | "refused">("state").notNull(),
    report: k.json<ImportReport>("report").notNull(),
    updatedAt: k.instant("updated_at").notNull(),
  });

/** Rows that were read and are not applied yet; gone when their import has ended. */
export const importRowsTable = (k: Kit) =>
  k.table(
    "import_rows",
    {
      importId: k.id<ImportId>("import_id").notNull(),
      key: k.id("key").notNull(),
      line: k.integer("line").notNull(),
      ref: k.id("ref"),
      patch: k.json<Patch>("patch").notNull(),
    },
    (t) => [k.primaryKey({ columns: [t.importId, t.key] })],
  );
