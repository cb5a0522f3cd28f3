import { mkdtempSync, renameSync, rmSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import Database from "better-sqlite3";
import { AppError } from "../server/core/errors.ts";
import { createMigrationsTable, migrationsOf } from "./migrations.ts";
import { createWorkbench } from "./repos/repos.ts";
import type { Checkpointer } from "./sqlite-checkpointer.ts";
import { createCheckpointer } from "./sqlite-checkpointer.ts";
import { sqliteEngine } from "./sqlite-engine.ts";
import { isBusy, sqliteFailure } from "./sqlite-failures.ts";
import { createSqliteWriter } from "./sqlite-writer.ts";
import type { Store } from "./store.ts";
import { gatedRepos } from "./unit.ts";

export interface SqliteOptions {
  /** A path, or `:memory:` for a database of its own that is gone after `close`. */
  readonly file: string;
  /** Milliseconds that a unit waits for another process to let go of the database; 5,000 by default. */
  readonly lockWaitMs?: number;
  /** Units that share one commit at most; 64 by default, 1 for a commit each. */
  readonly groupSize?: number;
}

type Connection = Database.Database;

// Opening, switching to the write-ahead log and migrating can each meet another process that does the same.
async function patiently<T>(run: () => T): Promise<T> {
  const giveUpAt = performance.now() + 15_000;
  for (;;) {
    try {
      return run();
    } catch (error) {
      if (!isBusy(error) || performance.now() > giveUpAt) throw sqliteFailure(error);
      await pause(10 + Math.random() * 20);
    }
  }
}

function migrate(connection: Connection): void {
  const apply = connection.transaction(() => {
    connection.exec(createMigrationsTable);
    const known = connection.prepare<[string], { hash: string }>("select hash from migrations where hash = ?");
    const note = connection.prepare("insert into migrations (hash, applied_at) values (?, ?)");
    for (const { hash, statements } of migrationsOf("sqlite")) {
      if (known.get(hash)) continue;
      for (const statement of statements) connection.exec(statement);
      note.run(hash, Date.now());
    }
  });
  apply.immediate();
}

async function makeFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true }).catch((cause: unknown) => {
    throw new AppError("store_unavailable", { engine: "sqlite", reason: "the folder cannot be made", folder }, { cause });
  });
}

async function openWriter(file: string, durable: boolean): Promise<Connection> {
  const connection = await patiently(() => new Database(file, { timeout: 1_000 }));
  try {
    // A decision with its answer takes two to three KiB, of which a page of the usual four holds but one. New files alone.
    connection.pragma("page_size = 8192");
    await patiently(() => connection.pragma("journal_mode = WAL"));
    // better-sqlite3 means NORMAL in WAL mode, which may lose an acknowledged commit when the power fails.
    connection.pragma(`synchronous = ${durable ? "FULL" : "OFF"}`);
    connection.pragma("temp_store = MEMORY");
    await patiently(() => migrate(connection));
    connection.pragma("wal_autocheckpoint = 0");
    // Longer waits are the writer's own, which does not keep the event loop.
    connection.pragma("busy_timeout = 10");
    return connection;
  } catch (error) {
    connection.close();
    throw sqliteFailure(error);
  }
}

const temporaryFolders = new Set<string>();
let cleansAtExit = false;

function removeFolder(folder: string): void {
  temporaryFolders.delete(folder);
  rmSync(folder, { recursive: true, force: true });
}

/** A place for a database without a name: files, because two connections cannot share SQLite's own memory safely. */
function temporaryFolder(): string {
  if (!cleansAtExit) process.once("exit", () => temporaryFolders.forEach(removeFolder));
  cleansAtExit = true;
  const folder = mkdtempSync(path.join(tmpdir(), "handraise-"));
  temporaryFolders.add(folder);
  return folder;
}

// A copy in pieces begins anew whenever another process has written between two of them, and so may never end.
const wholeAtOnce = { progress: () => 0x7fffffff };

async function backup(connection: Connection, toFile: string): Promise<void> {
  const partial = `${toFile}.partial`;
  try {
    rmSync(partial, { force: true });
    await connection.backup(partial, wholeAtOnce);
    renameSync(partial, toFile);
  } catch (error) {
    rmSync(partial, { force: true });
    throw sqliteFailure(error);
  }
}

/**
 * Opens, and creates and migrates where needed, a SQLite database. Several processes may have the same file open.
 * Throws `store_unavailable` when it cannot be opened or written.
 */
export async function openSqliteStore(options: SqliteOptions): Promise<Store> {
  const temporary = options.file === ":memory:" ? temporaryFolder() : undefined;
  const file = temporary ? path.join(temporary, "memory.db") : path.resolve(options.file);
  if (!temporary) await makeFolder(path.dirname(file));
  const connection = await openWriter(file, !temporary);
  const reader = await patiently(() => new Database(file, { readonly: true, timeout: 5_000 }));

  const onThisThread = () => void connection.pragma("wal_autocheckpoint = 4000");
  const checkpointer: Checkpointer | undefined = temporary
    ? undefined
    : createCheckpointer(file, { whileStill: (run) => writer.whileStill(run), onLost: onThisThread });
  if (temporary) onThisThread();

  const writer = createSqliteWriter(connection, {
    lockWaitMs: options.lockWaitMs ?? 5_000,
    groupSize: options.groupSize ?? 64,
    onCommit: (units) => checkpointer?.committed(units),
  });
  const read = gatedRepos(createWorkbench(sqliteEngine(reader)).repos)((run) =>
    run().catch((error: unknown) => {
      throw sqliteFailure(error);
    }),
  );
  let closing: Promise<void> | undefined;
  const close = async () => {
    await writer.drain();
    await checkpointer?.close();
    reader.close();
    connection.close();
    if (temporary) removeFolder(temporary);
  };
  return {
    engine: "sqlite",
    read,
    write: writer.write,
    now: () => Date.now(),
    ping: writer.ping,
    backup: (toFile) => backup(connection, path.resolve(toFile)),
    close: () => (closing ??= close()),
  };
}
