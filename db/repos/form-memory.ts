import { eq, sql } from "drizzle-orm";
import type { Engine } from "../engine.ts";
import { placeholders } from "../engine.ts";
import type { Repos } from "../store.ts";

export function formMemoryRepo({ db, tables: { formMemory }, statement }: Engine): Repos["formMemory"] {
  const read = statement("form_memory_read", () => db.select().from(formMemory).where(eq(formMemory.id, 1)));
  const write = statement("form_memory_write", () =>
    db
      .insert(formMemory)
      .values(placeholders(formMemory))
      .onConflictDoUpdate({
        target: formMemory.id,
        set: { memory: sql`excluded.memory`, drift: sql`excluded.drift`, updatedAt: sql`excluded.updated_at` },
      }),
  );
  return {
    async read() {
      const [row] = await read();
      return row === undefined ? null : { memory: row.memory, drift: row.drift, updatedAt: row.updatedAt };
    },
    async write({ memory, drift, updatedAt }) {
      await write({ id: 1, memory, drift, updatedAt });
    },
  };
}
