import { and, asc, eq, gt, inArray, isNull, lt, lte, or, sql } from "drizzle-orm";
import type { Account, AccountAlias } from "../../server/core/match/account.ts";
import { blocksOf, differs, forBlocks, lookUp, rowPlaceholders, rowValues, someKeys } from "../blocks.ts";
import { type Engine, excluded, given, present } from "../engine.ts";
import type { AccountDetails } from "../schema/accounts.ts";
import type { Tables } from "../schema/tables.ts";
import type { Repos } from "../store.ts";
import { accountChanges, partition } from "./account-change.ts";
import { everyPage } from "./every-page.ts";

type Row = Tables["accounts"]["$inferSelect"];

/** What is left of an account that was removed. */
const nothing = {
  name: "",
  domains: [],
  facts: {},
  ownerRepId: null,
  country: null,
  companySize: null,
  industry: null,
  parentId: null,
  details: null,
};

// Written out as in the partial index, so that the engine sees that it applies.
const isRemoved = sql`removed_at is not null`;

function writing({ db, tables: { accounts, accountAliases }, counting }: Engine) {
  const upsert = forBlocks((size) =>
    counting(`accounts_upsert_${size}`, () =>
      db
        .insert(accounts)
        .values(rowPlaceholders(accounts, size))
        .onConflictDoUpdate({ target: accounts.id, set: excluded(accounts), setWhere: differs(accounts, ["id", "change"]) }),
    ),
  );
  const remove = counting("accounts_remove", () =>
    db
      .update(accounts)
      .set({ ...nothing, change: given("change"), removedAt: given("at") })
      .where(and(inArray(accounts.id, someKeys), isNull(accounts.removedAt))),
  );
  const removeAliases = counting("aliases_of_removed", () =>
    db.delete(accountAliases).where(inArray(accountAliases.accountId, someKeys)),
  );
  const forget = counting("accounts_forget", () =>
    db.delete(accounts).where(and(isRemoved, lt(accounts.removedAt, sql.placeholder("before")))),
  );
  return { upsert, remove, removeAliases, forget };
}

function reading({ db, tables: { accounts, accountAliases }, statement }: Engine) {
  const after = sql.placeholder("after");
  const limit = sql.placeholder("limit");
  const alias = { accountId: accountAliases.accountId, kind: accountAliases.kind, text: accountAliases.text };
  const aliasOrder = [asc(accountAliases.accountId), asc(accountAliases.kind), asc(accountAliases.folded)];
  const change = sql.placeholder("change");
  const there = isNull(accounts.removedAt);
  const later = or(gt(accounts.change, change), and(eq(accounts.change, change), gt(accounts.id, after)));
  return {
    page: statement("accounts_page", () =>
      db
        .select()
        .from(accounts)
        .where(and(gt(accounts.id, after), there))
        .orderBy(asc(accounts.id))
        .limit(limit),
    ),
    changed: statement("accounts_changed", () =>
      db.select().from(accounts).where(later).orderBy(asc(accounts.change), asc(accounts.id)).limit(limit),
    ),
    some: statement("accounts_some", () =>
      db
        .select()
        .from(accounts)
        .where(and(inArray(accounts.id, someKeys), there)),
    ),
    known: statement("accounts_known", () =>
      db
        .select({ id: accounts.id })
        .from(accounts)
        .where(and(inArray(accounts.id, someKeys), there)),
    ),
    aliasesBetween: statement("aliases_between", () =>
      db
        .select(alias)
        .from(accountAliases)
        .where(and(gt(accountAliases.accountId, after), lte(accountAliases.accountId, sql.placeholder("last"))))
        .orderBy(...aliasOrder),
    ),
    aliasesOfSome: statement("aliases_of_some", () =>
      db
        .select(alias)
        .from(accountAliases)
        .where(inArray(accountAliases.accountId, someKeys))
        .orderBy(...aliasOrder),
    ),
    count: statement("accounts_count", () =>
      db
        .select({ n: sql<number>`count(*)`.mapWith(Number) })
        .from(accounts)
        .where(there),
    ),
  };
}

function toRow(account: Account, change: number): Row {
  const {
    id,
    name,
    domains,
    facts,
    ownerRepId = null,
    country = null,
    companySize = null,
    industry = null,
    parentId = null,
  } = account;
  const fields = { id, name, domains, ownerRepId, country, companySize, industry, parentId, facts };
  return { ...fields, details: detailsOf(account), change, removedAt: null };
}

/** In a steady order, because an upsert compares the text. */
function detailsOf({
  websites,
  phones,
  stage,
  openOpportunity,
  lastActivityAt,
  createdAt,
  contactCount,
}: Account): AccountDetails | null {
  const details = present({
    websites: websites?.length ? websites : null,
    phones: phones?.length ? phones : null,
    stage: stage ?? null,
    openOpportunity: openOpportunity ?? null,
    lastActivityAt: lastActivityAt ?? null,
    createdAt: createdAt ?? null,
    contactCount: contactCount ?? null,
  });
  return Object.keys(details).length > 0 ? details : null;
}

function toDomain(row: Row, aliases: readonly AccountAlias[] | undefined): Account {
  const { change: _change, removedAt: _removedAt, details, ...rest } = present(row);
  return { ...rest, ...details, ...(aliases ? { aliases } : {}) };
}

type AliasRow = { readonly accountId: string } & AccountAlias;

function grouped(rows: readonly AliasRow[]): ReadonlyMap<string, readonly AccountAlias[]> {
  const groups = new Map<string, AccountAlias[]>();
  for (const { accountId, kind, text } of rows) {
    const group = groups.get(accountId);
    if (group) group.push({ text, kind });
    else groups.set(accountId, [{ text, kind }]);
  }
  return groups;
}

export function accountsRepo(engine: Engine): Repos["accounts"] {
  const { upsert, remove, removeAliases, forget } = writing(engine);
  const { page, changed, some, known, aliasesBetween, aliasesOfSome, count } = reading(engine);
  const changes = accountChanges(engine);

  const withAliases = (rows: readonly Row[], aliases: readonly AliasRow[]) => {
    const groups = grouped(aliases);
    return rows.map((row) => toDomain(row, groups.get(row.id)));
  };
  const withTheirAliases = async (rows: readonly Row[]) =>
    withAliases(
      rows,
      await lookUp(
        rows.map(({ id }) => id),
        aliasesOfSome,
      ),
    );
  const pageAfter = async (after: string, limit: number) => {
    const rows = await page({ after, limit });
    const last = rows.at(-1);
    return last ? withAliases(rows, await aliasesBetween({ after, last: last.id })) : [];
  };

  return {
    async put(accounts) {
      if (accounts.length === 0) return 0;
      const change = await changes.next();
      let written = 0;
      for (const rows of blocksOf(accounts.map((account) => toRow(account, change))))
        written += await upsert(rows)(rowValues(rows));
      return written;
    },
    async remove(ids, at) {
      if (ids.length === 0) return 0;
      const change = await changes.next();
      await lookUp(ids, async (keys) => [await removeAliases(keys)]);
      const removed = await lookUp(ids, async (keys) => [await remove({ change, at, ...keys })]);
      return removed.reduce((sum, count) => sum + count, 0);
    },
    forgetRemoved: async (before) => void (await forget({ before })),
    page: pageAfter,
    findMany: async (ids) => withTheirAliases(await lookUp(ids, some)),
    known: async (ids) => new Set((await lookUp(ids, known)).map(({ id }) => id)),
    async changedAfter({ change, key: after }, limit) {
      const rows = await changed({ change, after, limit });
      const last = rows.at(-1);
      const [found, removed] = partition(rows);
      return {
        found: await withTheirAliases(found),
        removed: removed.map(({ id }) => id),
        mark: last ? { change: last.change, key: last.id } : null,
      };
    },
    lastChange: changes.last,
    all: () => everyPage((last) => pageAfter(last?.id ?? "", 1_000)),
    count: async () => (await count())[0]?.n ?? 0,
  };
}
