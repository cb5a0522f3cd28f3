import type { Rep } from "../availability/rep.ts";
import { type CompiledQualify, compileQualify } from "../qualify/compile-qualify.ts";
import type { Setup } from "../setup.ts";
import { type CompiledFlow, compileFlow } from "./compile-flow.ts";
import { type CompiledRules, compileRules } from "./compile-rules.ts";
import { describeWhen } from "./describe-when.ts";
import type { Pool } from "./pools/pool.ts";
import type { ReturningPolicy } from "./pools/returning.ts";
import { createRepNames, type RepOf } from "./rep-names.ts";
import type { Router } from "./router.ts";
import { type SetupFields, setupFields } from "./setup-fields.ts";

/** A setup's router, ready to answer: made once a version and shared by all requests. */
export interface CompiledRouter {
  readonly router: Router;
  readonly fields: SetupFields;
  readonly rules: CompiledRules;
  readonly flow: CompiledFlow;
  readonly qualify: CompiledQualify;
  readonly pools: ReadonlyMap<string, Pool>;
  readonly reps: ReadonlyMap<string, Rep>;
  /** Whom a table means by an id or an e-mail. */
  readonly repOf: RepOf;
  readonly returning: ReturningPolicy | undefined;
  /** Each rule in words, by its place. */
  readonly because: readonly string[];
}

/** Compiles a setup that was checked; a condition that is not valid never matches. */
export function compileRouter(setup: Setup): CompiledRouter {
  const { router } = setup;
  const fields = setupFields(setup);
  const reps = new Map<string, Rep>();
  for (const rep of setup.reps) reps.set(rep.id, rep);
  return {
    router,
    fields,
    rules: compileRules(
      router.rules.map((rule) => rule.when),
      fields.rules,
    ),
    flow: compileFlow(router, fields.rules),
    qualify: compileQualify(router.qualify, fields.qualify),
    pools: new Map(setup.pools.map((pool) => [pool.id, pool])),
    reps,
    repOf: createRepNames(setup.reps),
    returning: setup.returning,
    because: router.rules.map((rule) => describeWhen(rule.when)),
  };
}
