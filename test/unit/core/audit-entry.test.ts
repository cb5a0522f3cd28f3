import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { type AuditEntry, auditText, findBreak } from "../../../server/core/audit/audit-entry.ts";
import { instant } from "../../../server/core/time.ts";

const sha256Hex = (text: string) => createHash("sha256").update(text).digest("hex");

function chainOf(count: number): AuditEntry[] {
  const chain: AuditEntry[] = [];
  for (let seq = 1; seq <= count; seq++) {
    const told = { at: instant(seq), author: "ada", action: "setup_published" as const, details: { note: `n${seq}` } };
    const entry = { seq, ...told, previousHash: chain.at(-1)?.hash ?? "" };
    chain.push({ ...entry, hash: sha256Hex(auditText(entry)) });
  }
  return chain;
}

describe("the chain of the audit log", () => {
  it("is whole as it was written", () => {
    expect(findBreak([], sha256Hex)).toBeNull();
    expect(findBreak(chainOf(5), sha256Hex)).toBeNull();
  });
  it("tells an entry that was changed, taken out, or changed together with its hash", () => {
    const chain = chainOf(5);
    const changed = chain.map((entry) => (entry.seq === 3 ? { ...entry, author: "eve" } : entry));
    expect(findBreak(changed, sha256Hex)).toEqual({ seq: 3, problem: "it was changed after it was written" });
    expect(
      findBreak(
        chain.filter(({ seq }) => seq !== 2),
        sha256Hex,
      ),
    ).toEqual({ seq: 2, problem: "an entry is missing" });
    const rehashed = changed.map((entry) => (entry.seq === 3 ? { ...entry, hash: sha256Hex(auditText(entry)) } : entry));
    expect(findBreak(rehashed, sha256Hex)).toEqual({ seq: 4, problem: "it does not follow the entry before" });
  });
});
