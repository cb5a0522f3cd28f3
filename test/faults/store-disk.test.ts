import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, test, vi } from "vitest";
import { openSqliteStore } from "../../db/sqlite.ts";
import { createCheckpointer } from "../../db/sqlite-checkpointer.ts";
import { aLead, aSubmission, unique } from "../contract/store/samples.ts";
import { startWriter } from "./store-writer.ts";

const folder = mkdtempSync(path.join(tmpdir(), "handraise-disk-"));
afterAll(() => rmSync(folder, { recursive: true }));

test("a disk without room answers store_unavailable, keeps all it acknowledged and nothing else, and goes on when there is room", async () => {
  const file = path.join(folder, "full.db");
  const writer = await startWriter(`file:${file}`, { fileKilobytes: 2_000 });
  await writer.heard(() => writer.failed.length >= 50);
  expect(new Set(writer.failed.map((failure) => failure.failed))).toEqual(new Set(["store_unavailable"]));
  const before = writer.kept.length;
  expect(before).toBeGreaterThan(100);
  execFileSync("prlimit", [`--pid=${writer.child.pid}`, "--fsize=unlimited"]);
  await writer.heard(() => writer.kept.length >= before + 200);
  await writer.stop();

  const store = await openSqliteStore({ file });
  const ids = new Set<string>((await store.read.leads.list({ limit: 1_000_000 })).map((lead) => lead.id));
  await store.close();
  expect(ids.size).toBe(writer.kept.length);
  expect(writer.kept.filter((id) => !ids.has(id))).toEqual([]);
  expect(writer.failed.filter(({ lead }) => ids.has(lead))).toEqual([]);
});

test("the log is moved into the database beside the writer", async () => {
  const file = path.join(folder, "checkpoint.db");
  const store = await openSqliteStore({ file });
  const company = "x".repeat(20_000);
  const fill = () =>
    Promise.all(Array.from({ length: 64 }, () => store.write((repos) => repos.leads.insert(aLead({ company })))));
  for (let round = 0; round < 8; round++) await fill();
  const size = statSync(file).size;
  await vi.waitFor(() => expect(statSync(file).size).toBeGreaterThan(size + 5_000_000), { timeout: 30_000 });
  await store.close();
  expect(statSync(`${file}-wal`, { throwIfNoEntry: false })).toBeUndefined();
});

test("a log that has been moved is written over from its front and keeps its size", async () => {
  const file = path.join(folder, "reused.db");
  const store = await openSqliteStore({ file });
  const company = "x".repeat(20_000);
  const fill = async (rounds: number) => {
    for (let round = 0; round < rounds; round++)
      await Promise.all(Array.from({ length: 64 }, () => store.write((repos) => repos.leads.insert(aLead({ company })))));
  };
  const logBytes = () => statSync(`${file}-wal`).size;
  await fill(60);
  await vi.waitFor(
    async () => {
      const before = logBytes();
      await fill(2);
      expect(logBytes()).toBe(before);
    },
    { timeout: 30_000, interval: 200 },
  );
  expect(logBytes()).toBeGreaterThan(64 * 1024 * 1024);
  await store.close();
});

test("a log that is written to without a pause stays smaller than half of what was written, and every write is acknowledged", async () => {
  const file = path.join(folder, "unbroken.db");
  const store = await openSqliteStore({ file });
  const text = "x".repeat(20_000);
  const [least, most] = [25_600, 102_400];
  let acknowledged = 0;
  // The file never shrinks while it is open: its size is the largest that it was. How large that is depends on the disk's speed.
  const isBounded = () => statSync(`${file}-wal`).size < (acknowledged * text.length) / 2;
  const writeOn = async () => {
    while (acknowledged < least || (acknowledged < most && !isBounded())) {
      await store.write((repos) => repos.submissions.capture(aSubmission(unique(), text)));
      acknowledged++;
    }
  };
  await Promise.all(Array.from({ length: 64 }, writeOn));
  expect(isBounded()).toBe(true);
  await store.close();
  const again = await openSqliteStore({ file });
  expect(await again.read.submissions.count()).toBe(acknowledged);
  await again.close();
}, 120_000);

test("a checkpoint thread that cannot run is told of, and closing does not wait for it", async () => {
  const lost = new Promise((resolve) => {
    const checkpointer = createCheckpointer(path.join(folder, "missing", "no.db"), {
      whileStill: () => expect.unreachable(),
      onLost: (error) => resolve(checkpointer.close().then(() => error)),
    });
    checkpointer.committed(1_000);
  });
  expect(await lost).toBeInstanceOf(Error);
});
