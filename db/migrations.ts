import { fileURLToPath } from "node:url";
import { readMigrationFiles } from "drizzle-orm/migrator";

export interface Migration {
  readonly hash: string;
  readonly statements: readonly string[];
}

/** Where each engine keeps what was applied; a store opened by an older version sees more rows and leaves them. */
export const createMigrationsTable = "create table if not exists migrations (hash text primary key, applied_at bigint not null)";

/** The engine's migrations in order. */
export function migrationsOf(engine: "sqlite" | "postgres"): readonly Migration[] {
  const migrationsFolder = fileURLToPath(new URL(`./migrations/${engine}`, import.meta.url));
  return readMigrationFiles({ migrationsFolder }).map(({ hash, sql }) => ({ hash, statements: sql }));
}
