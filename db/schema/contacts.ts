import type { Kit } from "../kit.ts";

export const contactsTable = (k: Kit) =>
  k.table("contacts", {
    email: k.id("email").primaryKey(),
    name: k.text("name"),
    accountId: k.id("account_id"),
    ownerRepId: k.id("owner_rep_id"),
  });
