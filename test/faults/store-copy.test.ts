import type { ChildProcess } from "node:child_process";
import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import Database from "better-sqlite3";
import { afterAll, expect, test } from "vitest";
import { openSqliteStore } from "../../db/sqlite.ts";
import { startWriter } from "./store-writer.ts";

const folder = mkdtempSync(path.join(tmpdir(), "handraise-copy-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** What a disk holds when the power fails now: the writer stands still for as long as the copy takes. */
function copyOf(file: string, copy: string, writer: ChildProcess): void {
  writer.kill("SIGSTOP");
  copyFileSync(file, copy);
  copyFileSync(`${file}-wal`, `${copy}-wal`);
  writer.kill("SIGCONT");
}

function inspect(copy: string): { readonly integrity: unknown; readonly ids: ReadonlySet<unknown> } {
  const database = new Database(copy);
  const integrity = database.pragma("integrity_check", { simple: true });
  const ids = new Set(database.prepare("select id from leads").pluck().all());
  database.close();
  return { integrity, ids };
}

test("copies of the files at random moments under load are whole and hold every acknowledged write", async () => {
  const file = path.join(folder, "live.db");
  const writer = await startWriter(`file:${file}`);
  let checked = 0;
  for (let round = 0; round < 25; round++) {
    const wanted = writer.kept.length + Math.floor(Math.random() * 300);
    await writer.heard(() => writer.kept.length >= wanted);
    const acknowledged = [...writer.kept];
    const copy = path.join(folder, `copy-${round}.db`);
    copyOf(file, copy, writer.child);
    const { integrity, ids } = inspect(copy);
    expect(integrity).toBe("ok");
    expect(acknowledged.filter((id) => !ids.has(id))).toEqual([]);
    checked += acknowledged.length;
    rmSync(copy);
  }
  expect(checked).toBeGreaterThan(1_000);

  writer.child.kill("SIGKILL");
  await writer.stop();
  const { integrity, ids } = inspect(file);
  expect(integrity).toBe("ok");
  expect(writer.kept.filter((id) => !ids.has(id))).toEqual([]);
  expect(writer.failed).toEqual([]);
});

test("a backup that is taken while others write is whole, and holds what was acknowledged before it began", async () => {
  const file = path.join(folder, "source.db");
  const writer = await startWriter(`file:${file}`);
  await writer.heard(() => writer.kept.length >= 500);
  const store = await openSqliteStore({ file });
  const acknowledged = [...writer.kept];
  const target = path.join(folder, "backup.db");
  await store.backup(target);
  await writer.stop();
  const { integrity, ids } = inspect(target);
  expect(integrity).toBe("ok");
  expect(acknowledged.filter((id) => !ids.has(id))).toEqual([]);
  await expect(store.backup(path.join(folder, "missing", "backup.db"))).rejects.toThrow(/directory does not exist/);
  await store.close();
});
