import { sql } from "drizzle-orm";
import type { Contact } from "../../server/core/match/account.ts";
import type { Kit } from "../kit.ts";

export const contactsTable = (k: Kit) =>
  k.table(
    "contacts",
    {
      email: k.id("email").primaryKey(),
      name: k.text("name"),
      accountId: k.id("account_id"),
      ownerRepId: k.id("owner_rep_id"),
      facts: k.json<Contact["facts"]>("facts"),
      change: k.integer("change").notNull().default(0),
      /** As an account's. */
      removedAt: k.instant("removed_at"),
    },
    (t) => [
      k.index("contacts_change").on(t.change, t.email),
      k.index("contacts_removed").on(t.removedAt).where(sql`removed_at is not null`),
    ],
  );
