import { fileURLToPath } from "node:url";
import { AppError } from "../server/core/errors.ts";
import { openSqliteStore } from "./sqlite.ts";
import type { Store } from "./store.ts";

/**
 * Opens the database that the URL names, migrated and ready: `file:./data/handraise.db` or `sqlite:…` (a path, also
 * `file:///…`), `:memory:`, `postgres://…`. Throws `config_invalid` for anything else, `store_unavailable` when it cannot be opened.
 */
export async function openStore(databaseUrl: string): Promise<Store> {
  if (/^postgres(ql)?:\/\//.test(databaseUrl)) {
    const { openPostgresStore } = await import("./postgres.ts");
    return openPostgresStore({ url: databaseUrl });
  }
  const file = sqlitePath(databaseUrl);
  if (!file) {
    throw new AppError("config_invalid", { variable: "DATABASE_URL", takes: "file:<path>, :memory: or postgres://…" });
  }
  return openSqliteStore({ file });
}

function sqlitePath(url: string): string | undefined {
  if (url === ":memory:") return url;
  if (url.startsWith("file://")) return fileURLToPath(url);
  return /^(?:file|sqlite):(.+)$/.exec(url)?.[1];
}
