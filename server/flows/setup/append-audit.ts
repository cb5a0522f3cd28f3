import type { Repos } from "../../../db/store.ts";
import { type AuditEntry, auditText } from "../../core/audit/audit-entry.ts";
import type { World } from "../world.ts";

/** Adds an entry to the audit log in the unit of what it tells. Two units that both add wait for each other. */
export async function appendAudit(
  world: World,
  repos: Repos,
  told: Pick<AuditEntry, "author" | "action" | "details">,
): Promise<void> {
  const before = await repos.audit.last();
  const entry = { seq: (before?.seq ?? 0) + 1, at: world.now(), ...told, previousHash: before?.hash ?? "" };
  await repos.audit.insert({ ...entry, hash: world.digests.sha256Hex(auditText(entry)) });
}
