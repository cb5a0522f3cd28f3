import { and, asc, eq, gt, inArray, lte, or, sql } from "drizzle-orm";
import type { Account, AccountAlias } from "../../server/core/match/account.ts";
import { blocksOf, differs, forBlocks, lookUp, rowPlaceholders, rowValues, someKeys } from "../blocks.ts";
import { type Engine, excluded, present } from "../engine.ts";
import type { AccountDetails } from "../schema/accounts.ts";
import type { Tables } from "../schema/tables.ts";
import type { Repos } from "../store.ts";
import { accountChanges } from "./account-change.ts";
import { everyPage } from "./every-page.ts";

type Row = Tables["accounts"]["$inferSelect"];

function writing({ db, tables: { accounts }, counting }: Engine) {
  const upsert = forBlocks((size) =>
    counting(`accounts_upsert_${size}`, () =>
      db
        .insert(accounts)
        .values(rowPlaceholders(accounts, size))
        .onConflictDoUpdate({ target: accounts.id, set: excluded(accounts), setWhere: differs(accounts, ["id", "change"]) }),
    ),
  );
  return { upsert };
}

function reading({ db, tables: { accounts, accountAliases }, statement }: Engine) {
  const after = sql.placeholder("after");
  const limit = sql.placeholder("limit");
  const alias = { accountId: accountAliases.accountId, kind: accountAliases.kind, text: accountAliases.text };
  const aliasOrder = [asc(accountAliases.accountId), asc(accountAliases.kind), asc(accountAliases.folded)];
  const change = sql.placeholder("change");
  const later = or(gt(accounts.change, change), and(eq(accounts.change, change), gt(accounts.id, after)));
  return {
    page: statement("accounts_page", () =>
      db.select().from(accounts).where(gt(accounts.id, after)).orderBy(asc(accounts.id)).limit(limit),
    ),
    changed: statement("accounts_changed", () =>
      db.select().from(accounts).where(later).orderBy(asc(accounts.change), asc(accounts.id)).limit(limit),
    ),
    some: statement("accounts_some", () => db.select().from(accounts).where(inArray(accounts.id, someKeys))),
    known: statement("accounts_known", () => db.select({ id: accounts.id }).from(accounts).where(inArray(accounts.id, someKeys))),
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
    count: statement("accounts_count", () => db.select({ n: sql<number>`count(*)`.mapWith(Number) }).from(accounts)),
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
  return { id, name, domains, ownerRepId, country, companySize, industry, parentId, facts, details: detailsOf(account), change };
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
  const { change: _change, details, ...rest } = present(row);
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
  const { upsert } = writing(engine);
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
    page: pageAfter,
    findMany: async (ids) => withTheirAliases(await lookUp(ids, some)),
    known: async (ids) => new Set((await lookUp(ids, known)).map(({ id }) => id)),
    async changedAfter({ change, key: after }, limit) {
      const rows = await changed({ change, after, limit });
      const last = rows.at(-1);
      return { found: await withTheirAliases(rows), mark: last ? { change: last.change, key: last.id } : null };
    },
    lastChange: changes.last,
    all: () => everyPage((last) => pageAfter(last?.id ?? "", 1_000)),
    count: async () => (await count())[0]?.n ?? 0,
  };
}
