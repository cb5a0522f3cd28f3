import type { AliasKind } from "../match/account.ts";
import type { AliasPatch } from "./patch.ts";
import { type Cells, headingOf, isDeleted, lineOf, type RowRead } from "./row.ts";

/** What other programs call the kinds of an alias. */
const aliasKinds: Readonly<Record<string, AliasKind>> = {
  alias: "alias",
  former: "former_name",
  former_name: "former_name",
  "former name": "former_name",
  previous: "former_name",
  brand: "brand",
  short: "short",
  acronym: "short",
  abbreviation: "short",
  is: "is",
  is_not: "is_not",
  domain_is: "domain_is",
  domain_is_not: "domain_is_not",
};

/** One alias of a table: another name of an account, or what a person decided about one. */
export function readAliasRow(row: Cells): RowRead {
  const accountId = lineOf(row, "accountId") ?? "";
  const text = lineOf(row, "alias") ?? "";
  if (accountId === "") return { problem: { column: headingOf(row, "accountId"), reason: "is empty" } };
  if (text === "") return { empty: { column: headingOf(row, "alias"), reason: "is empty" } };
  const kind = aliasKinds[(lineOf(row, "kind") ?? "").toLowerCase()] ?? "alias";
  const patch: AliasPatch = { accountId, text, kind, ...(isDeleted(row) ? { removed: true } : {}) };
  return { key: aliasKey(patch), ref: patch.removed ? null : accountId, patch, warnings: [] };
}

/** One alias of an account: case makes no difference. */
function aliasKey({ accountId, kind, text }: AliasPatch): string {
  return `${accountId}\n${kind}\n${text.toLowerCase()}`;
}
