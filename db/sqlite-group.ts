import type { Database } from "better-sqlite3";
import { AppError } from "../server/core/errors.ts";
import type { History } from "./sqlite-engine.ts";
import { sqliteFailure } from "./sqlite-failures.ts";
import type { Repos } from "./store.ts";
import type { NestingGuard, ReposFor, Unit } from "./unit.ts";
import { gateOf, newUnit, runUnit } from "./unit.ts";

/** A unit of work that waits for its turn. */
export interface Task {
  readonly run: (repos: Repos) => Promise<unknown>;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
  readonly queuedAt: number;
}

type Outcome = { readonly task: Task; readonly value: unknown } | { readonly task: Task; readonly error: unknown };

interface Watch {
  /** The work, or `unit_stalled` when the event loop turns first. */
  settle<T>(unit: Unit, work: Promise<T>): Promise<T>;
  stop(): void;
}

/**
 * Repositories answer within the microtasks of one turn here. A unit that is still open when the event loop turns awaits
 * something else, and would keep the database locked for as long as that takes.
 */
function watchTurns(): Watch {
  let stalled: (() => void) | undefined;
  let turn = setImmediate(function turned() {
    stalled?.();
    turn = setImmediate(turned);
  });
  return {
    settle: (unit, work) =>
      new Promise((resolve, reject) => {
        stalled = () => {
          unit.open = false;
          reject(new AppError("unit_stalled"));
        };
        work.then(resolve, reject);
      }),
    stop: () => clearImmediate(turn),
  };
}

/** Ends the transaction and tells every unit of it; the number of units whose writes are on the disk now. */
function createEnding(connection: Database): (outcomes: readonly Outcome[]) => number {
  const commit = connection.prepare("COMMIT");
  const rollback = connection.prepare("ROLLBACK");
  const end = (keep: boolean): unknown => {
    try {
      if (!connection.inTransaction) return new AppError("store_unavailable", { engine: "sqlite", reason: "rolled back" });
      (keep ? commit : rollback).run();
      return undefined;
    } catch (error) {
      if (connection.inTransaction) rollback.run();
      return sqliteFailure(error);
    }
  };
  return (outcomes) => {
    const kept = outcomes.filter((outcome) => "value" in outcome).length;
    const failure = end(kept > 0);
    for (const outcome of outcomes) {
      if ("error" in outcome) outcome.task.reject(outcome.error);
      else if (failure !== undefined) outcome.task.reject(failure);
      else outcome.task.resolve(outcome.value);
    }
    return failure === undefined ? kept : 0;
  };
}

export interface GroupParts {
  readonly connection: Database;
  readonly reposFor: ReposFor;
  readonly nesting: NestingGuard;
  /** What the connection's engine notes of every write. */
  readonly history: History;
}

/**
 * Runs units inside the transaction that was begun, commits once, and only then answers them. When one fails, all is undone
 * and what its neighbours wrote before it is written again: a savepoint for each unit would copy every page that it touches,
 * which cost a tenth of a whole submission. Gives back the units that have not run because the transaction was lost on the way.
 */
export function createGroupRunner({ connection, reposFor, nesting, history }: GroupParts) {
  const { writes } = history;
  const dataVersion = connection.prepare("PRAGMA data_version").pluck();
  let knownVersion: unknown;
  const savepoint = connection.prepare("SAVEPOINT units");
  const rollbackUnits = connection.prepare("ROLLBACK TO units");
  const end = createEnding(connection);

  const undo = (kept: number): void => {
    writes.length = kept;
    try {
      rollbackUnits.run();
      for (const again of writes) again();
    } catch {
      // What cannot be undone alone must not be committed with the others.
      connection.exec("ROLLBACK");
    }
  };

  const attempt = async (task: Task, alone: boolean, watch: Watch): Promise<Outcome> => {
    const unit = newUnit();
    const before = writes.length;
    try {
      const repos = reposFor(gateOf(unit, sqliteFailure));
      const work = nesting.inside(unit, () => runUnit(unit, () => task.run(repos)));
      return { task, value: await watch.settle(unit, work) };
    } catch (error) {
      history.generation++;
      if (!alone && connection.inTransaction && writes.length > before) undo(before);
      return { task, error: sqliteFailure(error) };
    }
  };

  return async (group: readonly Task[]): Promise<{ readonly kept: number; readonly notRun: readonly Task[] }> => {
    const watch = watchTurns();
    const alone = group.length === 1;
    const outcomes: Outcome[] = [];
    writes.length = 0;
    try {
      const version = dataVersion.get();
      if (version !== knownVersion) history.generation++;
      knownVersion = version;
      if (!alone) savepoint.run();
      for (const task of group) {
        outcomes.push(await attempt(task, alone, watch));
        // A full disk rolls the whole transaction back by itself.
        if (!connection.inTransaction) break;
      }
      const kept = end(outcomes);
      if (kept === 0) history.generation++;
      return { kept, notRun: group.slice(outcomes.length) };
    } catch (error) {
      history.generation++;
      for (const task of group) task.reject(sqliteFailure(error));
      return { kept: 0, notRun: [] };
    } finally {
      watch.stop();
    }
  };
}
