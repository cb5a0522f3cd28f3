import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import Database from "better-sqlite3";
import { afterAll, afterEach, describe, expect, test } from "vitest";
import { createWorkbench } from "../../../db/repos/repos.ts";
import { openSqliteStore } from "../../../db/sqlite.ts";
import { sqliteEngine } from "../../../db/sqlite-engine.ts";
import { createSqliteWriter } from "../../../db/sqlite-writer.ts";
import type { Repos, Store } from "../../../db/store.ts";
import { aJob, aLead, aSubmission, unique } from "../../contract/store/samples.ts";

const folder = mkdtempSync(path.join(tmpdir(), "handraise-units-"));
afterAll(() => rmSync(folder, { recursive: true }));

const opened: Store[] = [];
afterEach(() => Promise.all(opened.splice(0).map((store) => store.close())));

async function open(): Promise<Store> {
  const store = await openSqliteStore({ file: ":memory:" });
  opened.push(store);
  return store;
}

describe("a unit on SQLite", () => {
  test.each([
    ["a timer", () => pause(60_000, undefined, { ref: false })],
    ["something that never comes", () => new Promise(() => undefined)],
    ["the turn of the event loop", () => new Promise((resolve) => setImmediate(resolve))],
  ])("that awaits %s is rolled back as stalled, and those behind it go on", async (_, stall) => {
    const store = await open();
    const [before, stalled, behind] = [aLead(), aLead(), aLead()];
    const units = await Promise.allSettled([
      store.write((repos) => repos.leads.insert(before)),
      store.write(async (repos) => {
        await repos.leads.insert(stalled);
        await stall();
      }),
      store.write((repos) => repos.leads.insert(behind)),
    ]);
    expect(units.map((unit) => unit.status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
    expect(units[1]).toMatchObject({ reason: { code: "unit_stalled" } });
    const kept = (await store.read.leads.list({ limit: 9 })).map((lead) => lead.id);
    expect(kept.sort()).toEqual([before.id, behind.id].sort());
  });

  test("that stalled cannot write when it wakes up", async () => {
    const store = await open();
    let wake = (): void => undefined;
    const sleep = new Promise<void>((resolve) => (wake = resolve));
    let late: Promise<unknown> | undefined;
    const unit = store.write(async (repos) => {
      await sleep;
      late = repos.leads.insert(aLead());
      await late;
    });
    await expect(unit).rejects.toMatchObject({ code: "unit_stalled" });
    wake();
    await store.ping();
    await expect(late).rejects.toMatchObject({ code: "unit_ended" });
    expect(await store.read.leads.list({ limit: 9 })).toEqual([]);
  });

  test("may await values, other functions and many statements", async () => {
    const store = await open();
    const answer = await store.write(async (repos) => {
      const helper = async () => {
        await Promise.resolve();
        return repos.jobs.enqueue(aJob());
      };
      await Promise.all(Array.from({ length: 200 }, helper));
      return repos.jobs.counts();
    });
    expect(answer.ready).toBe(200);
  });
});

describe("the writer", () => {
  const start = async (groupSize: number) => {
    const migrated = await openSqliteStore({ file: ":memory:" });
    const copy = path.join(folder, `${unique()}.db`);
    await migrated.backup(copy);
    await migrated.close();
    const connection = new Database(copy, { timeout: 10 });
    const commits: number[] = [];
    const writer = createSqliteWriter(connection, {
      lockWaitMs: 200,
      groupSize,
      onCommit: (units) => commits.push(units),
    });
    return { connection, writer, commits };
  };

  test("lets units that wait together share one commit, at most a group of them", async () => {
    const { connection, writer, commits } = await start(8);
    await Promise.all(Array.from({ length: 20 }, () => writer.write((repos) => repos.leads.insert(aLead()))));
    expect(commits).toEqual([8, 8, 4]);
    connection.close();
  });

  test("waits for whoever comes with the next rounds of input, and not for ever", async () => {
    const { connection, writer, commits } = await start(64);
    const insert = () => writer.write((repos) => repos.leads.insert(aLead()));
    const nextRound = () => new Promise<void>((resolve) => setImmediate(resolve));
    const written = [insert(), insert()];
    for (let round = 0; round < 6; round++) {
      await nextRound();
      written.push(insert());
    }
    await Promise.all(written);
    expect(commits[0]).toBe(4);
    expect(commits.reduce((sum, units) => sum + units)).toBe(8);
    connection.close();
  });

  test("writes the neighbours of a failing unit exactly as they were", async () => {
    const { connection, writer, commits } = await start(8);
    const runs: string[] = [];
    const [lead, submission, job, last] = [aLead({ company: "Ärger & Söhne" }), aSubmission(unique()), aJob(), aLead()];
    const outcomes = await Promise.allSettled([
      writer.write(async (repos) => {
        runs.push("first");
        await repos.leads.insert(lead);
        await repos.submissions.capture(submission);
        return repos.jobs.enqueue(job);
      }),
      writer.write(async (repos) => {
        await repos.submissions.markRejected(submission.id, 0, "gone");
        await repos.leads.insert(aLead());
        throw new Error("no");
      }),
      writer.write(async (repos) => {
        runs.push("third");
        expect(await repos.submissions.find(submission.id, 0)).toMatchObject({ state: "captured" });
        await repos.submissions.markDecided(submission.id, 0, lead.id);
      }),
      writer.write((repos) => repos.leads.insert(lead)),
      writer.write((repos) => repos.leads.insert(last)),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled", "rejected", "fulfilled"]);
    expect(commits).toEqual([3]);
    expect(runs).toEqual(["first", "third"]);
    const reader = createWorkbench(sqliteEngine(connection)).repos;
    expect((await reader.leads.list({ limit: 9 })).map(({ id }) => id).sort()).toEqual([lead.id, last.id].sort());
    expect(await reader.leads.find(lead.id)).toEqual(lead);
    const kept = await reader.submissions.find(submission.id, 0);
    expect(kept).toMatchObject({ state: "decided", leadId: lead.id });
    expect(Buffer.from(kept!.body)).toEqual(Buffer.from(submission.body));
    expect(await reader.jobs.counts()).toMatchObject({ ready: 1 });
    connection.close();
  });

  test("numbers what a unit sees: the same while kept units alone wrote, another after an undone one or another process", async () => {
    const { connection, writer } = await start(8);
    const seen = (after?: (repos: Repos) => Promise<unknown>) =>
      writer.write(async (repos) => {
        const generation = await repos.ledger.hold("pool");
        await after?.(repos);
        return generation;
      });
    const write = (repos: Repos) => repos.leads.insert(aLead());
    const first = await seen(write);
    expect(await Promise.all([seen(write), seen(write), seen()])).toEqual([first, first, first]);
    const failing = async () => {
      throw new Error("no");
    };
    const [before, failed, behind] = await Promise.allSettled([seen(write), seen(failing), seen()]);
    expect(before).toMatchObject({ value: first });
    expect(failed.status).toBe("rejected");
    expect(behind.status === "fulfilled" && behind.value).not.toBe(first);
    const later = await seen();
    expect(await seen()).toBe(later);
    const other = new Database(connection.name);
    other.exec("update heartbeat set beats = beats + 1; insert into heartbeat values (7, 1)");
    other.close();
    const afterOther = await seen();
    expect(afterOther).not.toBe(later);
    expect(await seen()).toBe(afterOther);
    connection.close();
  });

  test("lets a unit that follows an answer share its commit with what has arrived meanwhile", async () => {
    const { connection, writer, commits } = await start(8);
    const insert = () => writer.write((repos) => repos.leads.insert(aLead()));
    const followed = insert().then(insert);
    const arrived = new Promise<void>((resolve) => setImmediate(() => resolve(insert())));
    await Promise.all([followed, arrived]);
    expect(commits).toEqual([1, 2]);
    connection.close();
  });

  test("keeps the event loop for one commit at a time", async () => {
    const { connection, writer } = await start(8);
    let turns = 0;
    let counting = setImmediate(function turned() {
      turns++;
      counting = setImmediate(turned);
    });
    for (let i = 0; i < 100; i++) await writer.write((repos) => repos.leads.insert(aLead()));
    clearImmediate(counting);
    expect(turns).toBeGreaterThanOrEqual(99);
    connection.close();
  });

  test("acknowledges nothing before the commit, and in the order of the line", async () => {
    const { connection, writer } = await start(8);
    const reader = new Database(connection.name, { readonly: true });
    const seen: string[] = [];
    await Promise.all(
      ["a", "b", "c"].map(async (name) => {
        await writer.write((repos) => repos.leads.insert(aLead({ name })));
        seen.push(`${name} of ${JSON.stringify(reader.prepare("select count(*) from leads").pluck().get())}`);
      }),
    );
    expect(seen).toEqual(["a of 3", "b of 3", "c of 3"]);
    reader.close();
    connection.close();
  });

  test("tells the whole group when the commit itself fails", async () => {
    const { connection, writer, commits } = await start(8);
    // A promise to the database that is only checked at the commit, and broken.
    connection.exec("create table parents (id integer primary key)");
    connection.exec("create table children (parent integer references parents (id) deferrable initially deferred)");
    connection.pragma("foreign_keys = ON");
    const breaking = writer.write(async (repos) => {
      await repos.jobs.counts();
      connection.exec("insert into children values (1)");
    });
    const neighbour = writer.write((repos) => repos.leads.insert(aLead()));
    const outcomes = await Promise.allSettled([breaking, neighbour]);
    expect(outcomes.map((outcome) => outcome.status)).toEqual(["rejected", "rejected"]);
    expect(commits).toEqual([]);
    await writer.write((repos) => repos.leads.insert(aLead()));
    expect(connection.prepare("select count(*) from leads").pluck().get()).toBe(1);
    connection.close();
  });

  test("does not run or lose the units behind one that lost the whole transaction", async () => {
    const { connection, writer } = await start(8);
    const [first, behind] = [aLead(), aLead()];
    const outcomes = await Promise.allSettled([
      writer.write((repos) => repos.leads.insert(first)),
      writer.write(async () => void connection.exec("ROLLBACK")),
      writer.write((repos) => repos.leads.insert(behind)),
    ]);
    expect(outcomes.map((outcome) => outcome.status)).toEqual(["rejected", "rejected", "fulfilled"]);
    expect(outcomes[0]).toMatchObject({ reason: { code: "store_unavailable" } });
    expect(connection.prepare("select id from leads").pluck().all()).toEqual([behind.id]);
    connection.close();
  });

  test("waits for another process without keeping the event loop, and says so when it waited long enough", async () => {
    const { connection, writer } = await start(8);
    const other = new Database(connection.name);
    other.exec("BEGIN IMMEDIATE");
    await expect(writer.write((repos) => repos.leads.insert(aLead()))).rejects.toMatchObject({ code: "store_unavailable" });
    const waiting = writer.write((repos) => repos.leads.insert(aLead()));
    await new Promise((resolve) => setImmediate(resolve));
    other.exec("COMMIT");
    await waiting;
    expect(connection.prepare("select count(*) from leads").pluck().get()).toBe(1);
    other.close();
    connection.close();
  });
});
