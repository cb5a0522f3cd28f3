import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openStore } from "../../db/open-store.ts";
import { instant } from "../../server/core/time.ts";
import { childEnvironment } from "../support/child-environment.ts";
import { startServerProcess } from "../support/server-process.ts";
import { openTestWorld, smallSetup, submissionId, submissionOf } from "../support/test-world.ts";

const kills = 12;
const clients = 16;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "handraise-kill-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

interface Seen {
  readonly acknowledged: Set<string>;
  readonly sent: Set<string>;
  /** Called at each acknowledgement. */
  heard(): void;
}

const acknowledges = (seen: Seen, count: number) =>
  new Promise<void>((resolve) => {
    seen.heard = () => seen.acknowledged.size >= count && resolve();
  });

/** Submits until the server is gone; every id that was answered with 200 counts as acknowledged. */
async function submitUntilGone(origin: string, seen: Seen): Promise<void> {
  for (;;) {
    const id = submissionId();
    seen.sent.add(id);
    try {
      const body = JSON.stringify(
        submissionOf({ email: `someone@${id.toLowerCase().replaceAll(/[^a-z0-9]/g, "")}.example` }, id),
      );
      const response = await fetch(`${origin}/v1/submissions`, { method: "POST", body });
      await response.text();
      if (response.ok) seen.acknowledged.add(id);
      seen.heard();
    } catch {
      return;
    }
  }
}

test("kill -9 at random under load loses no acknowledged submission, and each of them reaches a decision", async () => {
  const database = `file:${join(folder, "handraise.db")}`;
  const env = { HANDRAISE_DATABASE_URL: database, HANDRAISE_SECRET: "k".repeat(43) };
  const setupFile = join(folder, "setup.yaml");
  await writeFile(setupFile, smallSetup.replace("days: 3", "days: 30"));
  await promisify(execFile)(process.execPath, ["server/cli.ts", "apply", setupFile], {
    env: { ...childEnvironment, ...env },
  });

  const seen: Seen = { acknowledged: new Set(), sent: new Set(), heard: () => undefined };
  for (let round = 0; round < kills; round++) {
    const server = await startServerProcess(env);
    const enough = acknowledges(seen, seen.acknowledged.size + 100 + Math.floor(Math.random() * 400));
    const work = Array.from({ length: clients }, () => submitUntilGone(server.origin, seen));
    await Promise.race([enough, Promise.all(work).then(() => expect.unreachable("the server ended by itself"))]);
    await server.kill();
    await Promise.all(work);
  }

  const store = await openStore(database);
  let missing = 0;
  for (const id of seen.acknowledged) {
    const captured = await store.read.submissions.find(id, 0);
    if (captured?.state !== "decided") missing++;
  }
  const left = await store.read.submissions.undecided(instant(Date.now() + 60_000), 10_000);
  const world = await openTestWorld({ setup: null, overrides: { store, now: () => instant(Date.now() + 120_000) } });
  await world.context.rounds.once();
  const kept = await store.read.submissions.count();
  const after = await store.read.submissions.undecided(instant(Date.now() + 300_000), 10);
  const ledger = await store.read.ledger.after("sales", 0);
  process.stdout.write(
    `kill -9 × ${kills}: ${seen.acknowledged.size} acknowledged of ${seen.sent.size} sent, ${kept} kept, ${missing} missing; ${left.length} left behind, finished by the sweeper\n`,
  );
  expect(missing).toBe(0);
  expect(after).toEqual([]);
  expect(new Set(ledger.map((entry) => entry.seq)).size).toBe(ledger.length);
  await world.close();
});
