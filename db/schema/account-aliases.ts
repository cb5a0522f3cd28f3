import type { AliasKind } from "../../server/core/match/account.ts";
import type { Kit } from "../kit.ts";

export const accountAliasesTable = (k: Kit) =>
  k.table(
    "account_aliases",
    {
      accountId: k.id("account_id").notNull(),
      kind: k.choice<AliasKind>("kind").notNull(),
      /** The text in lower case: another spelling of the same alias takes its place. */
      folded: k.id("folded").notNull(),
      text: k.text("text").notNull(),
      author: k.text("author").notNull(),
      createdAt: k.instant("created_at").notNull(),
    },
    (t) => [k.primaryKey({ columns: [t.accountId, t.kind, t.folded] }), k.index("account_aliases_text").on(t.folded, t.kind)],
  );
