import { asc } from "drizzle-orm";
import type { Engine } from "../engine.ts";
import { excluded, placeholders, present } from "../engine.ts";
import type { Repos } from "../store.ts";

export function contactsRepo({ db, tables: { contacts }, statement }: Engine): Repos["contacts"] {
  const upsert = statement("contacts_upsert", () =>
    db
      .insert(contacts)
      .values(placeholders(contacts))
      .onConflictDoUpdate({ target: contacts.email, set: excluded(contacts) }),
  );
  const all = statement("contacts_all", () => db.select().from(contacts).orderBy(asc(contacts.email)));
  return {
    async upsert({ email, name = null, accountId = null, ownerRepId = null }) {
      await upsert({ email, name, accountId, ownerRepId });
    },
    all: async () => (await all()).map(present),
  };
}
