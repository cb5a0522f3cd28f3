import { AsyncLocalStorage } from "node:async_hooks";
import { AppError } from "../server/core/errors.ts";
import type { Repos } from "./store.ts";

/** One unit of work while it runs. */
export interface Unit {
  open: boolean;
  /** Calls of repositories that have not settled yet. */
  inFlight: number;
  /** The first failure of the database: a unit that swallowed it must not commit what is left. */
  failure: Error | undefined;
  /** Called when the last call in flight has settled. */
  onIdle: (() => void) | undefined;
}

export const newUnit = (): Unit => ({ open: true, inFlight: 0, failure: undefined, onIdle: undefined });

/** What was thrown, as an error. */
export const asError = (thrown: unknown): Error => (thrown instanceof Error ? thrown : new Error(String(thrown)));

/** How a call of a repository is made: `run` makes it. */
export type Gate = (run: () => Promise<unknown>) => Promise<unknown>;

type Method = (...args: unknown[]) => Promise<unknown>;
type Aggregates = Readonly<Record<string, Readonly<Record<string, Method>>>>;

/** Every aggregate of `Repos` is an object of async methods and nothing else. */
const asAggregates = (repos: Repos): Aggregates => repos as unknown as Aggregates;
const asRepos = (aggregates: object): Repos => aggregates as Repos;

export type ReposFor = (gate: Gate) => Repos;

interface Gated {
  gate: Gate;
}

/** An object with this prototype and the gate that its methods go through; 60 times quicker than a property descriptor. */
function gated(proto: object, gate: Gate): Gated {
  const made = Object.create(proto) as Gated;
  made.gate = gate;
  return made;
}

/**
 * The same repositories with every call led through a gate. Made once for a connection; giving out the repositories of
 * one more unit costs one object, and one for each aggregate that the unit touches.
 */
export function gatedRepos(repos: Repos): ReposFor {
  const root = {};
  for (const [aggregate, methods] of Object.entries(asAggregates(repos))) {
    const proto = {};
    for (const [name, method] of Object.entries(methods)) {
      const value = function (this: Gated, ...args: unknown[]) {
        return this.gate(() => method(...args));
      };
      Object.defineProperty(proto, name, { value, enumerable: true });
    }
    const get = function (this: Gated): object {
      return gated(proto, this.gate);
    };
    Object.defineProperty(root, aggregate, { get, enumerable: true });
  }
  return (gate) => asRepos(gated(root, gate));
}

/** Leads calls into a unit: refuses them after its end, counts them, and keeps the first failure. */
export function gateOf(unit: Unit, translate: (error: unknown) => Error): Gate {
  const settled = () => {
    unit.inFlight--;
    if (unit.inFlight === 0) unit.onIdle?.();
  };
  const failed = (error: unknown): never => {
    // What a repository says itself, such as `not_found`, leaves the transaction whole; a caller may handle it.
    settled();
    if (error instanceof AppError) throw error;
    const failure = translate(error);
    unit.failure ??= failure;
    throw failure;
  };
  const succeeded = (value: unknown): unknown => {
    settled();
    return value;
  };
  return (run) => {
    if (!unit.open) return Promise.reject(new AppError("unit_ended"));
    unit.inFlight++;
    const call: Promise<unknown> = run().then(succeeded, (error: unknown) => {
      // A call that nobody awaits fails its unit; it must not end the process as well.
      call.catch(() => undefined);
      return failed(error);
    });
    return call;
  };
}

/** Runs the unit's function to its end, its forgotten calls included; throws when the unit must not be committed. */
export async function runUnit<T>(unit: Unit, run: () => Promise<T>): Promise<T> {
  try {
    const value = await run();
    if (unit.failure !== undefined) throw unit.failure;
    if (unit.inFlight > 0) throw new AppError("unit_ended", { reason: "a call was not awaited", calls: unit.inFlight });
    return value;
  } finally {
    unit.open = false;
    if (unit.inFlight > 0) await new Promise<void>((resolve) => (unit.onIdle = resolve));
  }
}

export type NestingGuard = ReturnType<typeof createNestingGuard>;

/** Knows the unit that the running code is inside of. */
export function createNestingGuard() {
  const current = new AsyncLocalStorage<Unit>();
  return {
    /** Throws `write_nested` inside an open unit. */
    refuseNested(): void {
      if (current.getStore()?.open) throw new AppError("write_nested");
    },
    inside: <T>(unit: Unit, run: () => Promise<T>): Promise<T> => current.run(unit, run),
  };
}
