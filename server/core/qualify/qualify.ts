import type { CompiledRouter } from "../route/compile-router.ts";
import type { Subject } from "../route/subject.ts";
import type { Verdict } from "./verdict.ts";

/** Whether the lead qualifies, with its score, the rules that said so, and those that could not be answered. */
export function qualify(compiled: CompiledRouter, asked: Omit<Subject, "verdict">): Verdict {
  return compiled.qualify(asked);
}
