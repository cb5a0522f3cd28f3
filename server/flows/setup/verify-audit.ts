import { type AuditEntry, findBreak } from "../../core/audit/audit-entry.ts";
import type { World } from "../world.ts";

const pageSize = 1_000;

/** Reads the whole audit log and says how many entries it has, and where its chain is broken; null when it is whole. */
export async function verifyAudit(
  world: World,
): Promise<{ readonly entries: number; readonly broken: ReturnType<typeof findBreak> }> {
  const all: AuditEntry[] = [];
  for (;;) {
    const page = await world.store.read.audit.after(all.at(-1)?.seq ?? 0, pageSize);
    all.push(...page);
    if (page.length < pageSize) break;
  }
  return { entries: all.length, broken: findBreak(all, (text) => world.digests.sha256Hex(text)) };
}
