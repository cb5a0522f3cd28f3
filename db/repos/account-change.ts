import { sql } from "drizzle-orm";
import type { Engine } from "../engine.ts";

/** Numbers of the units that changed accounts and contacts. */
export interface AccountChanges {
  /** The greatest that was given out and committed. */
  last(): Promise<number>;
  /** The next one; until the unit ends nobody else gets one, so that a greater number is never seen before a smaller. */
  next(): Promise<number>;
}

/** Those that are there, and those that were removed. */
export function partition<T extends { readonly removedAt: number | null }>(rows: readonly T[]): readonly [T[], T[]] {
  return [rows.filter(({ removedAt }) => removedAt === null), rows.filter(({ removedAt }) => removedAt !== null)];
}

export function accountChanges({ db, tables: { accounts, contacts }, statement, lock }: Engine): AccountChanges {
  const ofAccounts = statement("accounts_last_change", () =>
    db.select({ n: sql<number>`coalesce(max(change), 0)`.mapWith(Number) }).from(accounts),
  );
  const ofContacts = statement("contacts_last_change", () =>
    db.select({ n: sql<number>`coalesce(max(change), 0)`.mapWith(Number) }).from(contacts),
  );
  const last = async () => Math.max((await ofAccounts())[0]?.n ?? 0, (await ofContacts())[0]?.n ?? 0);
  return {
    last,
    async next() {
      await lock("accounts");
      return (await last()) + 1;
    },
  };
}
