import { and, asc, eq, inArray, sql } from "drizzle-orm";
import { blocksOf, differs, forBlocks, lookUp, rowPlaceholders, rowValues, someKeys } from "../blocks.ts";
import { type Engine, excluded, given } from "../engine.ts";
import type { StoredAlias } from "../store/accounts.ts";
import type { Repos } from "../store.ts";
import { accountChanges } from "./account-change.ts";

const fold = (text: string) => text.toLowerCase();

function statements({ db, tables: { accountAliases: aliases, accounts }, statement, counting }: Engine) {
  const [accountId, kind, folded] = ["accountId", "kind", "folded"].map((name) => sql.placeholder(name));
  const one = and(
    eq(aliases.accountId, sql.placeholder("accountId")),
    sql`${aliases.kind} = ${kind}`,
    sql`${aliases.folded} = ${folded}`,
  );
  const after = sql`(${aliases.accountId}, ${aliases.kind}, ${aliases.folded}) > (${accountId}, ${kind}, ${folded})`;
  const order = [asc(aliases.accountId), asc(aliases.kind), asc(aliases.folded)];
  const setWhere = differs(aliases, ["accountId", "kind", "folded", "author", "createdAt"]);
  return {
    upsert: forBlocks((size) =>
      counting(`aliases_upsert_${size}`, () =>
        db
          .insert(aliases)
          .values(rowPlaceholders(aliases, size))
          .onConflictDoUpdate({ target: [aliases.accountId, aliases.kind, aliases.folded], set: excluded(aliases), setWhere }),
      ),
    ),
    remove: counting("aliases_remove", () => db.delete(aliases).where(one)),
    touch: counting("accounts_touch", () =>
      db
        .update(accounts)
        .set({ change: given("change") })
        .where(inArray(accounts.id, someKeys)),
    ),
    page: statement("aliases_page", () =>
      db
        .select()
        .from(aliases)
        .where(after)
        .orderBy(...order)
        .limit(sql.placeholder("limit")),
    ),
    byText: statement("aliases_by_text", () =>
      db
        .select()
        .from(aliases)
        .where(sql`${aliases.folded} = ${folded}`)
        .orderBy(...order),
    ),
  };
}

export function accountAliasesRepo(engine: Engine): Repos["aliases"] {
  const { upsert, remove, touch, page, byText } = statements(engine);
  const changes = accountChanges(engine);
  /** The accounts have changed, too: memory and other processes hear of it that way. */
  const touchAll = async (ids: readonly string[]) => {
    const change = await changes.next();
    await lookUp(ids, async (values) => [await touch({ change, ...values })]);
  };
  const toDomain = ({ folded: _folded, ...alias }: StoredAlias & { readonly folded: string }): StoredAlias => alias;

  return {
    async put(aliases) {
      const rows = aliases.map((alias) => ({ ...alias, folded: fold(alias.text) }));
      let written = 0;
      for (const part of blocksOf(rows)) written += await upsert(part)(rowValues(part));
      if (written > 0) await touchAll([...new Set(rows.map(({ accountId }) => accountId))]);
      return written;
    },
    async remove({ accountId, kind, text }) {
      const removed = (await remove({ accountId, kind, folded: fold(text) })) > 0;
      if (removed) await touchAll([accountId]);
      return removed;
    },
    byText: async (text) => (await byText({ folded: fold(text) })).map(toDomain),
    async page(from, limit) {
      const { accountId, kind, text } = from ?? { accountId: "", kind: "", text: "" };
      return (await page({ accountId, kind, folded: fold(text), limit })).map(toDomain);
    },
  };
}
