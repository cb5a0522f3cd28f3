import type { Kit } from "../kit.ts";

export const messagesTable = (k: Kit) =>
  k.table(
    "messages",
    {
      id: k.id("id").primaryKey(),
      to: k.text("recipient").notNull(),
      subject: k.text("subject").notNull(),
      text: k.text("text").notNull(),
      html: k.text("html").notNull(),
      ics: k.text("ics"),
      createdAt: k.instant("created_at").notNull(),
    },
    (t) => [k.index("messages_newest").on(t.createdAt)],
  );
