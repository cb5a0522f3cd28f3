import type { Drift } from "../../server/core/forms/find-drift.ts";
import type { FormMemory } from "../../server/core/forms/form-memory.ts";
import type { Kit } from "../kit.ts";

/** One row: what live leads taught about the forms. */
export const formMemoryTable = (k: Kit) =>
  k.table("form_memory", {
    id: k.integer("id").primaryKey(),
    memory: k.json<FormMemory>("memory").notNull(),
    drift: k.json<readonly Drift[]>("drift").notNull(),
    updatedAt: k.instant("updated_at").notNull(),
  });
