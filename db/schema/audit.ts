import type { AuditEntry } from "../../server/core/audit/audit-entry.ts";
import type { Kit } from "../kit.ts";

export const auditTable = (k: Kit) =>
  k.table("audit", {
    seq: k.integer("seq").primaryKey(),
    at: k.instant("at").notNull(),
    author: k.text("author").notNull(),
    action: k.choice<AuditEntry["action"]>("action").notNull(),
    details: k.json<AuditEntry["details"]>("details").notNull(),
    previousHash: k.text("previous_hash").notNull(),
    hash: k.text("hash").notNull(),
  });
