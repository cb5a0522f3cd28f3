import { and, asc, eq, gt, inArray, or, sql } from "drizzle-orm";
import type { Contact } from "../../server/core/match/account.ts";
import { blocksOf, differs, forBlocks, lookUp, rowPlaceholders, rowValues, someKeys } from "../blocks.ts";
import { type Engine, excluded, present } from "../engine.ts";
import type { Tables } from "../schema/tables.ts";
import type { Repos } from "../store.ts";
import { accountChanges } from "./account-change.ts";
import { everyPage } from "./every-page.ts";

type Row = Tables["contacts"]["$inferSelect"];

function toRow({ email, name, accountId, ownerRepId, facts = {} }: Contact, change: number): Row {
  const kept = Object.keys(facts).length > 0 ? facts : null;
  return { email, name: name ?? null, accountId: accountId ?? null, ownerRepId: ownerRepId ?? null, facts: kept, change };
}

function toDomain(row: Row): Contact {
  const { change: _change, ...contact } = present(row);
  return contact;
}

function statements({ db, tables: { contacts }, statement, counting }: Engine) {
  const after = sql.placeholder("after");
  const limit = sql.placeholder("limit");
  const change = sql.placeholder("change");
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
      db.select().from(contacts).where(gt(contacts.email, after)).orderBy(asc(contacts.email)).limit(limit),
    ),
    changed: statement("contacts_changed", () =>
      db.select().from(contacts).where(later).orderBy(asc(contacts.change), asc(contacts.email)).limit(limit),
    ),
    some: statement("contacts_some", () => db.select().from(contacts).where(inArray(contacts.email, someKeys))),
  };
}

export function contactsRepo(engine: Engine): Repos["contacts"] {
  const { upsert, page, changed, some } = statements(engine);
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
    page: pageAfter,
    findMany: async (emails) => (await lookUp(emails, some)).map(toDomain),
    async changedAfter({ change, key: after }, limit) {
      const rows = await changed({ change, after, limit });
      const last = rows.at(-1);
      return { found: rows.map(toDomain), mark: last ? { change: last.change, key: last.email } : null };
    },
    all: () => everyPage((last) => pageAfter(last?.email ?? "", 1_000)),
  };
}
