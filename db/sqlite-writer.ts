import type { Database } from "better-sqlite3";
import { AppError } from "../server/core/errors.ts";
import type { Workbench } from "./repos/repos.ts";
import { isBusy, sqliteFailure } from "./sqlite-failures.ts";
import type { Repos } from "./store.ts";
import type { Unit } from "./unit.ts";
import { createNestingGuard, gatedRepos, gateOf, newUnit, runUnit } from "./unit.ts";

interface Task {
  readonly run: (repos: Repos) => Promise<unknown>;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
  readonly queuedAt: number;
}

type Outcome = { readonly task: Task; readonly value: unknown } | { readonly task: Task; readonly error: unknown };

export interface WriterOptions {
  /** Milliseconds that a unit waits for another process to let go of the database. */
  readonly lockWaitMs: number;
  /** Units that share one commit at most: bounds how long the event loop is kept. */
  readonly groupSize: number;
  /** Called after a commit, with the number of units in it. */
  readonly onCommit: (units: number) => void;
}

const retryMs = 5;

/**
 * The one writer of a SQLite file in this process: units wait in line, those that wait together share one commit, each in
 * its own savepoint, and none is acknowledged before the commit is on the disk.
 */
export function createSqliteWriter(connection: Database, workbench: Workbench, options: WriterOptions) {
  const queue: Task[] = [];
  const nesting = createNestingGuard();
  const reposFor = gatedRepos(workbench.repos);
  const begin = connection.prepare("BEGIN IMMEDIATE");
  const commit = connection.prepare("COMMIT");
  const rollback = connection.prepare("ROLLBACK");
  const savepoint = connection.prepare("SAVEPOINT unit");
  const release = connection.prepare("RELEASE unit");
  const rollbackUnit = connection.prepare("ROLLBACK TO unit");
  let scheduled = false;
  let closed = false;
  let onDrained: (() => void) | undefined;
  let stalled: (() => void) | undefined;

  const schedule = () => {
    if (scheduled) return;
    scheduled = true;
    // After this round of input and output: whatever it brought shares the commit, and a lone unit waits for nothing.
    setImmediate(flush);
  };
  const idle = () => {
    scheduled = false;
    if (queue.length > 0) schedule();
    else onDrained?.();
  };
  const failWaiting = (from: number, error: unknown) => {
    const failure = sqliteFailure(error);
    for (const task of queue.splice(from)) task.reject(failure);
  };

  /** False when the lock is somebody else's: those who waited long enough are told, the rest try again. */
  const began = (): boolean => {
    try {
      begin.run();
      return true;
    } catch (error) {
      if (!isBusy(error)) failWaiting(0, error);
      const now = performance.now();
      while (queue[0] && now - queue[0].queuedAt >= options.lockWaitMs) queue.shift()?.reject(sqliteFailure(error));
      return false;
    }
  };

  // Repositories answer within the microtasks of one turn here. A unit that is still open when the event loop turns awaits
  // something else, and would keep the database locked for as long as that takes.
  const settledOrStalled = <T>(unit: Unit, work: Promise<T>): Promise<T> =>
    new Promise<T>((resolve, reject) => {
      stalled = () => {
        unit.open = false;
        reject(new AppError("unit_stalled"));
      };
      work.then(resolve, reject);
    });

  const attempt = async (task: Task, alone: boolean): Promise<Outcome> => {
    const unit = newUnit();
    try {
      if (!alone) savepoint.run();
      const repos = reposFor(gateOf(unit, sqliteFailure));
      const value = await settledOrStalled(
        unit,
        runUnit(unit, () => nesting.inside(unit, async () => task.run(repos))),
      );
      if (!alone) release.run();
      return { task, value };
    } catch (error) {
      if (!alone && connection.inTransaction) {
        rollbackUnit.run();
        release.run();
      }
      return { task, error: sqliteFailure(error) };
    }
  };

  const finish = (outcomes: readonly Outcome[]) => {
    let failure: unknown;
    try {
      if (!connection.inTransaction) throw new AppError("store_unavailable", { engine: "sqlite", reason: "rolled back" });
      const nothingToKeep = outcomes.every((outcome) => "error" in outcome);
      (nothingToKeep ? rollback : commit).run();
    } catch (error) {
      failure = sqliteFailure(error);
      if (connection.inTransaction) rollback.run();
    }
    for (const outcome of outcomes) {
      if ("error" in outcome) outcome.task.reject(outcome.error);
      else if (failure !== undefined) outcome.task.reject(failure);
      else outcome.task.resolve(outcome.value);
    }
    if (failure === undefined) options.onCommit(outcomes.length);
  };

  const flush = async (): Promise<void> => {
    if (!began()) {
      if (queue.length > 0) setTimeout(flush, retryMs * (0.5 + Math.random()));
      else idle();
      return;
    }
    const group = queue.splice(0, options.groupSize);
    let turn = setImmediate(function turned() {
      stalled?.();
      turn = setImmediate(turned);
    });
    const outcomes: Outcome[] = [];
    const alone = group.length === 1;
    for (let task = group.shift(); task; task = group.shift()) {
      outcomes.push(await attempt(task, alone));
      if (connection.inTransaction) continue;
      // A full disk rolls the whole transaction back by itself; those who have not run yet begin another one.
      queue.unshift(...group.splice(0));
    }
    clearImmediate(turn);
    stalled = undefined;
    finish(outcomes);
    idle();
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
    /** Refuses new units and resolves when the last one in line has its answer. */
    async drain(): Promise<void> {
      closed = true;
      if (scheduled) await new Promise<void>((resolve) => (onDrained = resolve));
    },
  };
}

/** A task resolves with what its own unit returned. */
function asResult<T>(value: unknown): T {
  return value as T;
}
