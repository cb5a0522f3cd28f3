import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { openStore } from "../../../db/open-store.ts";
import type { JobRow } from "../../../db/store/jobs.ts";
import type { Store } from "../../../db/store.ts";
import { newId } from "../../../server/core/id.ts";
import { type Instant, instant } from "../../../server/core/time.ts";
import type { JobAnswer } from "../../../server/flows/job-answer.ts";
import { mostAttempts } from "../../../server/jobs/backoff.ts";
import type { JobKinds } from "../../../server/jobs/kinds.ts";
import { createJobRunner, type RunnerOptions } from "../../../server/jobs/runner.ts";
import { mondayMorning, openTestWorld, type TestWorld } from "../../support/test-world.ts";

const leaseMs = 60_000;
const done: JobAnswer = { kind: "done" };

let store: Store;
let host: TestWorld;
let now: Instant;
const stops: (() => Promise<void>)[] = [];

beforeEach(async () => {
  store = await openStore(":memory:");
  now = mondayMorning;
  host = await openTestWorld({ setup: null, overrides: { store, now: () => now } });
});
afterEach(async () => {
  vi.useRealTimers();
  for (const stop of stops.splice(0)) await stop();
  await host.close();
});

const pass = (ms: number) => {
  now = instant(now + ms);
};

/** Writes one job, due now or later. */
async function enqueue(kind: string, { dueInMs = 0, key = kind } = {}): Promise<JobRow["id"]> {
  const id = newId("job", host.context.world.random);
  await store.write(({ jobs }) => jobs.enqueue({ id, kind, uniqueKey: key, payload: {}, runAt: instant(now + dueInMs) }));
  return id;
}

function runnerOf(kinds: JobKinds, options: Partial<RunnerOptions> = {}) {
  const runner = createJobRunner(host.context.world, { owner: "here", leaseMs, kinds, ...options });
  stops.push(() => runner.stop(0));
  return runner;
}

/** A kind that does not end before it is told to. */
function heldKind() {
  const begun = Promise.withResolvers<void>();
  const end = Promise.withResolvers<JobAnswer>();
  let runs = 0;
  return {
    begun: begun.promise,
    end: end.resolve,
    runs: () => runs,
    run: () => {
      runs += 1;
      begun.resolve();
      return end.promise;
    },
  };
}

const counts = () => store.read.jobs.counts();

describe("what is due", () => {
  test("runs once and is done", async () => {
    const run = vi.fn(async () => done);
    const runner = runnerOf({ mail: run });
    await enqueue("mail");
    runner.start();
    await runner.drain();
    expect(run).toHaveBeenCalledTimes(1);
    expect(await counts()).toEqual({ ready: 0, leased: 0, done: 1, dead: 0 });
  });

  test("and written while the runner is idle runs as soon as somebody wakes it", async () => {
    const mail = heldKind();
    const runner = runnerOf({ mail: mail.run });
    runner.start();
    await runner.drain();
    await enqueue("mail");
    runner.wake();
    await mail.begun;
    mail.end(done);
    await runner.drain();
    expect(await counts()).toMatchObject({ ready: 0, leased: 0, done: 1 });
  });

  test("later waits for its time, and runs then without being woken", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const mail = heldKind();
    const runner = runnerOf({ mail: mail.run });
    await enqueue("mail", { dueInMs: 3_000 });
    runner.start();
    await runner.drain();
    expect(mail.runs()).toBe(0);
    pass(3_000);
    vi.advanceTimersByTime(3_000);
    await mail.begun;
    mail.end(done);
  });

  test("runs eight at a time, and the next as one ends", async () => {
    const each = Array.from({ length: 10 }, heldKind);
    const runner = runnerOf(Object.fromEntries(each.map((kind, n) => [`kind${n}`, kind.run])));
    for (const n of each.keys()) await enqueue(`kind${n}`);
    runner.start();
    await Promise.all(each.slice(0, 8).map((kind) => kind.begun));
    expect(await counts()).toMatchObject({ ready: 2, leased: 8 });
    each[0]?.end(done);
    await each[8]?.begun;
    expect(each[9]?.runs()).toBe(0);
    for (const kind of each) kind.end(done);
    await runner.drain();
    expect(await counts()).toMatchObject({ ready: 0, leased: 0, done: 10 });
  });
});

describe("what fails", () => {
  test("comes again after its pause, and others go on meanwhile", async () => {
    const poison = vi.fn(async (): Promise<JobAnswer> => {
      throw new Error("boom");
    });
    const runner = runnerOf({ poison, mail: async () => done });
    await enqueue("poison");
    await enqueue("mail");
    runner.start();
    await runner.drain();
    expect(poison).toHaveBeenCalledTimes(1);
    expect(await counts()).toMatchObject({ ready: 1, done: 1 });
    pass(3_000);
    await runner.drain();
    expect(poison).toHaveBeenCalledTimes(2);
  });

  test("always is laid aside with its error after its last attempt, where it can be seen", async () => {
    const poison = vi.fn(async (): Promise<JobAnswer> => {
      throw new Error(`boom ${"x".repeat(5_000)}`);
    });
    const runner = runnerOf({ poison });
    const id = await enqueue("poison");
    runner.start();
    for (let attempt = 0; attempt < mostAttempts + 3; attempt++) {
      await runner.drain();
      pass(3_600_000);
    }
    expect(poison).toHaveBeenCalledTimes(mostAttempts);
    const [dead] = await store.read.jobs.listDead(10);
    expect(dead).toMatchObject({ id, state: "dead", attempts: mostAttempts });
    expect(dead?.lastError).toMatch(/^boom x{900,1000}$/);
  });

  test("beyond help is laid aside at once", async () => {
    const runner = runnerOf({ mail: async () => ({ kind: "dead", error: "550 no such mailbox" }) });
    await enqueue("mail");
    runner.start();
    await runner.drain();
    expect(await store.read.jobs.listDead(10)).toMatchObject([{ attempts: 1, lastError: "550 no such mailbox" }]);
  });

  test("with a time before which it makes no sense is not tried before", async () => {
    const run = vi.fn(async (): Promise<JobAnswer> => ({ kind: "again", error: "429", notBefore: instant(now + 600_000) }));
    const runner = runnerOf({ calendar: run });
    await enqueue("calendar");
    runner.start();
    await runner.drain();
    pass(599_000);
    await runner.drain();
    expect(run).toHaveBeenCalledTimes(1);
    pass(1_000);
    await runner.drain();
    expect(run).toHaveBeenCalledTimes(2);
  });

  test("because this version does not know the kind is left for one that does", async () => {
    const older = runnerOf({});
    await enqueue("fax");
    older.start();
    await older.drain();
    await older.stop();
    pass(10_000);
    const newer = runnerOf({ fax: async () => done });
    newer.start();
    await newer.drain();
    expect(await counts()).toMatchObject({ dead: 0, done: 1 });
  });

  test("by taking too long is given up within its lease, so that nobody else has it at the same time", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const mail = heldKind();
    const runner = runnerOf({ mail: mail.run });
    await enqueue("mail");
    runner.start();
    await mail.begun;
    pass(leaseMs - 1);
    vi.advanceTimersByTime(leaseMs - 1);
    await runner.drain();
    expect(await counts()).toMatchObject({ ready: 1, leased: 0 });
    mail.end(done);
  });
});

describe("a lease", () => {
  test("keeps others away until it runs out; then the job runs again, and the late end of the first run changes nothing", async () => {
    const first = heldKind();
    const second = vi.fn(async () => done);
    const slow = runnerOf({ mail: first.run }, { owner: "slow", leaseMs: 1_000_000 });
    const other = runnerOf({ mail: second }, { owner: "other" });
    await enqueue("mail");
    slow.start();
    await first.begun;
    other.start();
    await other.drain();
    expect(second).not.toHaveBeenCalled();
    pass(1_000_001);
    await other.drain();
    expect(second).toHaveBeenCalledTimes(1);
    first.end({ kind: "dead", error: "late" });
    await slow.drain();
    expect(await counts()).toEqual({ ready: 0, leased: 0, done: 1, dead: 0 });
  });

  test("that ran out again and again without an end is no reason to run once more", async () => {
    const id = await enqueue("crash");
    for (let attempt = 0; attempt < mostAttempts; attempt++) {
      await store.write(({ jobs }) => jobs.claim("dead process", now, instant(now + leaseMs), 1));
      pass(leaseMs + 1);
    }
    const run = vi.fn(async () => done);
    const runner = runnerOf({ crash: run });
    runner.start();
    await runner.drain();
    expect(run).not.toHaveBeenCalled();
    expect(await store.read.jobs.listDead(10)).toMatchObject([{ id, lastError: "never came to an end" }]);
  });
});

describe("stopping", () => {
  test("waits for what runs, and takes nothing more", async () => {
    const mail = heldKind();
    const later = vi.fn(async () => done);
    const runner = runnerOf({ mail: mail.run, later });
    await enqueue("mail");
    runner.start();
    await mail.begun;
    const stopped = runner.stop();
    await enqueue("later");
    runner.wake();
    mail.end(done);
    await stopped;
    expect(later).not.toHaveBeenCalled();
    expect(await counts()).toMatchObject({ ready: 1, leased: 0, done: 1 });
  });

  test("waits no longer than it may, and hands back the lease of what still runs, as if it had not been tried", async () => {
    const mail = heldKind();
    const runner = runnerOf({ mail: mail.run });
    await enqueue("mail");
    runner.start();
    await mail.begun;
    await runner.stop(0);
    expect(await counts()).toMatchObject({ ready: 1, leased: 0 });
    const [job] = await store.write(({ jobs }) => jobs.claim("next", now, instant(now + leaseMs), 1));
    expect(job).toMatchObject({ kind: "mail", attempts: 1 });
    mail.end(done);
  });

  test("in the moment in which jobs are being leased hands them back unbegun", async () => {
    const run = vi.fn(async () => done);
    const runner = runnerOf({ mail: run });
    await enqueue("mail");
    runner.start();
    await runner.stop();
    expect(run).not.toHaveBeenCalled();
    expect(await counts()).toMatchObject({ ready: 1, leased: 0 });
  });
});

test("a database that cannot be read for a while is asked again", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  const failing = vi.spyOn(store, "write").mockRejectedValueOnce(new Error("away"));
  const told = vi.spyOn(host.context.world.log, "error");
  const mail = heldKind();
  const runner = runnerOf({ mail: mail.run });
  runner.start();
  await vi.waitFor(() => expect(told).toHaveBeenCalledWith(expect.anything(), "jobs could not be read"));
  failing.mockRestore();
  await enqueue("mail");
  vi.advanceTimersByTime(5_000);
  await mail.begun;
  mail.end(done);
});
