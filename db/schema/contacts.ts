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
    },
    (t) => [k.index("contacts_change").on(t.change, t.email)],
  );
