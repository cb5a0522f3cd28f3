import type { SetupVersionId } from "../../server/core/id.ts";
import type { Setup } from "../../server/core/setup.ts";
import type { Kit } from "../kit.ts";

export const setupsTable = (k: Kit) =>
  k.table(
    "setups",
    {
      id: k.id<SetupVersionId>("id").primaryKey(),
      hash: k.text("hash").notNull(),
      setup: k.json<Setup>("setup").notNull(),
      author: k.text("author").notNull(),
      note: k.text("note").notNull(),
      createdAt: k.instant("created_at").notNull(),
      activatedAt: k.instant("activated_at"),
      // Grows with every activation; the highest is live. Two activations in one millisecond keep their order.
      activation: k.integer("activation"),
    },
    (t) => [k.uniqueIndex("setups_activation").on(t.activation), k.index("setups_newest").on(t.createdAt)],
  );
