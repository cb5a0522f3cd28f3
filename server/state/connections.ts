import type { Connection } from "../core/connect/connection.ts";

type Mark = Pick<Connection, "repId" | "id" | "updatedAt">;

/** What reps connected, held in memory; the store stays the truth. */
export interface Connections {
  load(rows: readonly Connection[]): void;
  of(repId: string): Connection | null;
  put(row: Connection): void;
  remove(repId: string): void;
  /** Reps whose connection is not the one of these marks: changed, new or gone. */
  changed(marks: readonly Mark[]): readonly string[];
}

export function createConnections(): Connections {
  const byRep = new Map<string, Connection>();
  return {
    load(rows) {
      byRep.clear();
      for (const row of rows) byRep.set(row.repId, row);
    },
    of: (repId) => byRep.get(repId) ?? null,
    put: (row) => void byRep.set(row.repId, row),
    remove: (repId) => void byRep.delete(repId),
    changed(marks) {
      const gone = new Set(byRep.keys());
      const differing = marks.filter(({ repId, id, updatedAt }) => {
        gone.delete(repId);
        const known = byRep.get(repId);
        return known?.id !== id || known.updatedAt !== updatedAt;
      });
      return [...differing.map(({ repId }) => repId), ...gone];
    },
  };
}
