import type { ImportKind } from "../core/import/patch.ts";

const kinds: readonly ImportKind[] = ["accounts", "contacts", "aliases"];

/** As a usage shows them. */
export const tableNames = `<${kinds.join(" | ")}>`;

/** The table that a word names; null when there is none of that name. */
export function parseTable(word: string | undefined): ImportKind | null {
  return kinds.find((one) => one === word) ?? null;
}
