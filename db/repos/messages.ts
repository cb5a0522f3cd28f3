import { desc, eq, sql } from "drizzle-orm";
import type { Engine } from "../engine.ts";
import { placeholders, present } from "../engine.ts";
import type { Repos } from "../store.ts";

export function messagesRepo({ db, tables: { messages }, statement }: Engine): Repos["messages"] {
  const insert = statement("messages_insert", () => db.insert(messages).values(placeholders(messages)).onConflictDoNothing());
  const list = statement("messages_list", () =>
    db.select().from(messages).orderBy(desc(messages.createdAt), desc(messages.id)).limit(sql.placeholder("limit")),
  );
  const find = statement("messages_find", () =>
    db
      .select()
      .from(messages)
      .where(eq(messages.id, sql.placeholder("id"))),
  );
  return {
    async insert({ id, to, subject, text, html, ics = null, createdAt }) {
      await insert({ id, to, subject, text, html, ics, createdAt });
    },
    list: async (limit) => (await list({ limit })).map(present),
    async find(id) {
      const [row] = await find({ id });
      return row ? present(row) : null;
    },
  };
}
