import { canonicalJson } from "../canonical-json.ts";
import type { Instant } from "../time.ts";

/** Who changed what and when. Entries are numbered from 1; each carries the hash of the one before, so that none can be changed or taken out unseen. */
export interface AuditEntry {
  readonly seq: number;
  readonly at: Instant;
  readonly author: string;
  readonly action: "setup_drafted" | "setup_published" | "setup_rolled_back" | "territories_imported";
  /** What it was about: ids, hashes and notes, and nothing of a lead. */
  readonly details: Readonly<Record<string, string | number | null>>;
  /** Of the entry before; empty for the first. */
  readonly previousHash: string;
  /** SHA-256, hex, of everything else. */
  readonly hash: string;
}

/** The text whose SHA-256 is an entry's hash. */
export function auditText({ seq, at, author, action, details, previousHash }: Omit<AuditEntry, "hash">): string {
  return canonicalJson({ seq, at, author, action, details, previousHash });
}

/** Where the chain of entries, from the first on and in order, is broken; null when it is whole. */
export function findBreak(
  entries: readonly AuditEntry[],
  sha256Hex: (text: string) => string,
): { readonly seq: number; readonly problem: string } | null {
  let previousHash = "";
  for (const [i, entry] of entries.entries()) {
    const seq = i + 1;
    if (entry.seq !== seq) return { seq, problem: "an entry is missing" };
    if (entry.previousHash !== previousHash) return { seq, problem: "it does not follow the entry before" };
    if (sha256Hex(auditText(entry)) !== entry.hash) return { seq, problem: "it was changed after it was written" };
    previousHash = entry.hash;
  }
  return null;
}
