import type { ImportId } from "../../server/core/id.ts";
import type { ImportKind, Patch } from "../../server/core/import/patch.ts";
import type { ImportReport } from "../../server/core/import/report.ts";
import type { Instant } from "../../server/core/time.ts";

export interface ImportRow {
  readonly id: ImportId;
  readonly kind: ImportKind;
  readonly author: string;
  /** `staging` while it is read; `applying` once every row is known to be good; `applied` or `refused` in the end. */
  readonly state: "staging" | "applying" | "applied" | "refused";
  readonly report: ImportReport;
  readonly updatedAt: Instant;
}

/** A row that was read and is not applied yet. */
export interface StagedRow {
  readonly key: string;
  readonly line: number;
  readonly ref: string | null;
  readonly patch: Patch;
}

/** Files that are read in, row by row. */
export interface ImportRepos {
  readonly imports: {
    insert(row: ImportRow): Promise<void>;
    update(row: Pick<ImportRow, "id" | "state" | "report" | "updatedAt">): Promise<void>;
    find(id: ImportId): Promise<ImportRow | null>;
    /** Keeps rows that were read; returns those of which the key was kept before. */
    stage(id: ImportId, rows: readonly StagedRow[]): Promise<readonly StagedRow[]>;
    /** The lines of the rows that are kept under these keys. */
    linesOf(id: ImportId, keys: readonly string[]): Promise<ReadonlyMap<string, number>>;
    /** In the order of keys, after this one; "" begins. */
    rows(id: ImportId, afterKey: string, limit: number): Promise<readonly StagedRow[]>;
    /** Forgets rows up to a key, this one included. */
    dropRows(id: ImportId, upToKey: string): Promise<void>;
  };
}
