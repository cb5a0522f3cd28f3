import type { Account, AccountAlias, AliasKind } from "./account.ts";

type Row = Readonly<Record<string, string | undefined>>;

const kinds: readonly AliasKind[] = ["former_name", "brand", "short", "is", "is_not", "domain_is", "domain_is_not"];

const list = (text: string | undefined) => (text ?? "").split("|").filter((one) => one !== "");

/** Accounts of a table with `id`, `name`, `domain`, `alt_domains` (|), `parent_id` and `country`, with the aliases of another. */
export function accountsOfRows(rows: readonly Row[], aliasRows: readonly Row[]): readonly Account[] {
  const aliases = new Map<string, AccountAlias[]>();
  for (const { account_id: id = "", alias: text = "", kind = "" } of aliasRows) {
    if (id === "" || text === "") continue;
    const named = kind === "former" ? "former_name" : (kinds.find((one) => one === kind) ?? "alias");
    const list = aliases.get(id);
    if (list === undefined) aliases.set(id, [{ text, kind: named }]);
    else list.push({ text, kind: named });
  }
  return rows.flatMap((row) => {
    const { id = "", name = "" } = row;
    if (id === "" || name === "") return [];
    const own = aliases.get(id);
    return [
      {
        id,
        name,
        domains: [...list(row.domain), ...list(row.alt_domains)],
        facts: {},
        ...(own === undefined ? {} : { aliases: own }),
        ...(row.country ? { country: row.country } : {}),
        ...(row.parent_id ? { parentId: row.parent_id } : {}),
      },
    ];
  });
}
