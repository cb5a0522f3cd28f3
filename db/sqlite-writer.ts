import type { Database } from "better-sqlite3";
import { AppError } from "../server/core/errors.ts";
import { createWorkbench } from "./repos/repos.ts";
import { type History, sqliteEngine } from "./sqlite-engine.ts";
import { isBusy, sqliteFailure } from "./sqlite-failures.ts";
import type { Task } from "./sqlite-group.ts";
import { createGroupRunner } from "./sqlite-group.ts";
import type { Repos } from "./store.ts";
import { createNestingGuard, gatedRepos } from "./unit.ts";

export interface WriterOptions {
  /** Milliseconds that a unit waits for another process to let go of the database. */
  readonly lockWaitMs: number;
  /** Units that share one commit at most: bounds how long the event loop is kept. */
  readonly groupSize: number;
  /** Called after a commit, with the number of units in it. */
  readonly onCommit: (units: number) => void;
}

const retryMs = 5;
const roundsToGather = 2;

/** A task resolves with what its own unit returned. */
function asResult<T>(value: unknown): T {
  return value as T;
}

/** False when the database could not be had: those who waited long enough are told so, the rest try again. */
function createBeginning(connection: Database, queue: Task[], lockWaitMs: number): () => boolean {
  const begin = connection.prepare("BEGIN IMMEDIATE");
  return () => {
    try {
      begin.run();
      return true;
    } catch (error) {
      const giveUpBefore = isBusy(error) ? performance.now() - lockWaitMs : Number.POSITIVE_INFINITY;
      while (queue[0] && queue[0].queuedAt <= giveUpBefore) queue.shift()?.reject(sqliteFailure(error));
      return false;
    }
  };
}

/**
 * Waits for one more round of input and output as long as the last one brought units, but not for ever. A lone unit waits for
 * none; under load those who ask at the same time end up in one commit for what arrived and one for what was made of it, and
 * the two touch fewer pages than commits of both mixed.
 */
function createGathering(queue: readonly Task[], groupSize: number) {
  return function gather(done: () => void, rounds = roundsToGather): void {
    const before = queue.length;
    setImmediate(() => {
      if (rounds > 0 && queue.length > before && queue.length < groupSize) gather(done, rounds - 1);
      else done();
    });
  };
}

/**
 * The one writer of a SQLite file in this process: units wait in line, those that wait together share one commit, and none
 * is acknowledged before the commit is on the disk.
 */
export function createSqliteWriter(connection: Database, options: WriterOptions) {
  const history: History = { writes: [], generation: 0 };
  const workbench = createWorkbench(sqliteEngine(connection, history));
  const queue: Task[] = [];
  const nesting = createNestingGuard();
  const runGroup = createGroupRunner({ connection, reposFor: gatedRepos(workbench.repos), nesting, history });
  const began = createBeginning(connection, queue, options.lockWaitMs);
  const gather = createGathering(queue, options.groupSize);
  let scheduled = false;
  let closed = false;
  let onDrained: (() => void) | undefined;
  let still: (() => Promise<void>) | undefined;

  const schedule = () => {
    if (scheduled) return;
    scheduled = true;
    gather(() => void flush());
  };
  const rest = () => {
    scheduled = false;
    if (queue.length > 0) schedule();
    else onDrained?.();
  };

  const standStill = async (run: () => Promise<void>): Promise<void> => {
    still = undefined;
    await run();
  };

  const flush = async (): Promise<void> => {
    if (still) await standStill(still);
    if (queue.length > 0 && began()) {
      const { kept, notRun } = await runGroup(queue.splice(0, options.groupSize));
      queue.unshift(...notRun);
      if (kept > 0) options.onCommit(kept);
      rest();
    } else if (queue.length > 0) setTimeout(() => void flush(), retryMs * (0.5 + Math.random()));
    else rest();
  };

  const write = <T>(run: (repos: Repos) => Promise<T>): Promise<T> =>
    new Promise<T>((resolve, reject) => {
      nesting.refuseNested();
      if (closed) throw new AppError("store_unavailable", { engine: "sqlite", reason: "closed" });
      queue.push({ run, resolve: (value) => resolve(asResult<T>(value)), reject, queuedAt: performance.now() });
      schedule();
    });

  return {
    write,
    ping: (): Promise<void> => write(() => workbench.beat()),
    /** Runs this between two commits; units wait in line until it is over. */
    whileStill(run: () => Promise<void>): void {
      if (closed) return;
      still = run;
      schedule();
    },
    /** Refuses new units and resolves when the last one in line has its answer. */
    async drain(): Promise<void> {
      closed = true;
      if (scheduled) await new Promise<void>((resolve) => (onDrained = resolve));
    },
  };
}
