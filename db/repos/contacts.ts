import { and, asc, eq, gt, inArray, isNull, lt, or, sql } from "drizzle-orm";
import type { Contact } from "../../server/core/match/account.ts";
import { blocksOf, differs, forBlocks, lookUp, rowPlaceholders, rowValues, someKeys } from "../blocks.ts";
import { type Engine, excluded, given, present } from "../engine.ts";
import type { Tables } from "../schema/tables.ts";
import type { Repos } from "../store.ts";
import { accountChanges, partition } from "./account-change.ts";
import { everyPage } from "./every-page.ts";

type Row = Tables["contacts"]["$inferSelect"];

function toRow({ email, name, accountId, ownerRepId, facts = {} }: Contact, change: number): Row {
  const kept = Object.keys(facts).length > 0 ? facts : null;
  return {
    email,
    name: name ?? null,
    accountId: accountId ?? null,
    ownerRepId: ownerRepId ?? null,
    facts: kept,
    change,
    removedAt: null,
  };
}

function toDomain(row: Row): Contact {
  const { change: _change, removedAt: _removedAt, ...contact } = present(row);
  return contact;
}

function statements({ db, tables: { contacts }, statement, counting }: Engine) {
  const after = sql.placeholder("after");
  const limit = sql.placeholder("limit");
  const change = sql.placeholder("change");
  const there = isNull(contacts.removedAt);
  const later = or(gt(contacts.change, change), and(eq(contacts.change, change), gt(contacts.email, after)));
  const setWhere = differs(contacts, ["email", "change"]);
  return {
    upsert: forBlocks((size) =>
      counting(`contacts_upsert_${size}`, () =>
        db
          .insert(contacts)
          .values(rowPlaceholders(contacts, size))
          .onConflictDoUpdate({ target: contacts.email, set: excluded(contacts), setWhere }),
      ),
    ),
    page: statement("contacts_page", () =>
      db
        .select()
        .from(contacts)
        .where(and(gt(contacts.email, after), there))
        .orderBy(asc(contacts.email))
        .limit(limit),
    ),
    changed: statement("contacts_changed", () =>
      db.select().from(contacts).where(later).orderBy(asc(contacts.change), asc(contacts.email)).limit(limit),
    ),
    some: statement("contacts_some", () =>
      db
        .select()
        .from(contacts)
        .where(and(inArray(contacts.email, someKeys), there)),
    ),
    remove: counting("contacts_remove", () =>
      db
        .update(contacts)
        .set({ name: null, accountId: null, ownerRepId: null, facts: null, change: given("change"), removedAt: given("at") })
        .where(and(inArray(contacts.email, someKeys), there)),
    ),
    forget: counting("contacts_forget", () =>
      db.delete(contacts).where(and(sql`removed_at is not null`, lt(contacts.removedAt, sql.placeholder("before")))),
    ),
  };
}

export function contactsRepo(engine: Engine): Repos["contacts"] {
  const { upsert, page, changed, some, remove, forget } = statements(engine);
  const changes = accountChanges(engine);
  const pageAfter = async (after: string, limit: number) => (await page({ after, limit })).map(toDomain);
  return {
    async put(contacts) {
      if (contacts.length === 0) return 0;
      const change = await changes.next();
      let written = 0;
      for (const rows of blocksOf(contacts.map((contact) => toRow(contact, change))))
        written += await upsert(rows)(rowValues(rows));
      return written;
    },
    async remove(emails, at) {
      if (emails.length === 0) return 0;
      const change = await changes.next();
      const removed = await lookUp(emails, async (keys) => [await remove({ change, at, ...keys })]);
      return removed.reduce((sum, count) => sum + count, 0);
    },
    forgetRemoved: async (before) => void (await forget({ before })),
    page: pageAfter,
    findMany: async (emails) => (await lookUp(emails, some)).map(toDomain),
    async changedAfter({ change, key: after }, limit) {
      const rows = await changed({ change, after, limit });
      const last = rows.at(-1);
      const [found, removed] = partition(rows);
      return {
        found: found.map(toDomain),
        removed: removed.map(({ email }) => email),
        mark: last ? { change: last.change, key: last.email } : null,
      };
    },
    all: () => everyPage((last) => pageAfter(last?.email ?? "", 1_000)),
  };
}
