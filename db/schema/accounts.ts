import { sql } from "drizzle-orm";
import type { Account } from "../../server/core/match/account.ts";
import type { Kit } from "../kit.ts";

/** What few accounts have and nobody asks the database for. */
export type AccountDetails = Pick<
  Account,
  "websites" | "phones" | "stage" | "openOpportunity" | "lastActivityAt" | "createdAt" | "contactCount"
>;

// Domains stay in the document column: they are looked up in the index in memory, never here.
export const accountsTable = (k: Kit) =>
  k.table(
    "accounts",
    {
      id: k.id("id").primaryKey(),
      name: k.text("name").notNull(),
      domains: k.json<Account["domains"]>("domains").notNull(),
      ownerRepId: k.id("owner_rep_id"),
      country: k.text("country"),
      companySize: k.integer("company_size"),
      industry: k.text("industry"),
      parentId: k.id("parent_id"),
      facts: k.json<Account["facts"]>("facts").notNull(),
      details: k.json<AccountDetails>("details"),
      /** Number of the unit that changed the account last: what others have not seen is above what they saw. */
      change: k.integer("change").notNull().default(0),
      /** When it was removed; the row stays for a while without its content, so that other processes hear of it. */
      removedAt: k.instant("removed_at"),
    },
    (t) => [
      k.index("accounts_change").on(t.change, t.id),
      k.index("accounts_removed").on(t.removedAt).where(sql`removed_at is not null`),
    ],
  );
