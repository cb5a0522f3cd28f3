import type { Kit } from "../kit.ts";

export const idempotencyTable = (k: Kit) =>
  k.table(
    "idempotency",
    {
      key: k.id("key").primaryKey(),
      requestHash: k.text("request_hash").notNull(),
      answer: k.text("answer").notNull(),
      createdAt: k.instant("created_at").notNull(),
    },
    (t) => [k.index("idempotency_oldest").on(t.createdAt)],
  );
