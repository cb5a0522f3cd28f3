import type { RepReason } from "../availability/rep.ts";
import { qualify } from "../qualify/qualify.ts";
import { heldBack } from "../qualify/spam/held-back.ts";
import { compileRouter } from "../route/compile-router.ts";
import type { RouteAnswer } from "../route/decision.ts";
import { openPoolBook, type PoolBook } from "../route/pools/pool-book.ts";
import { route } from "../route/route.ts";
import type { Subject } from "../route/subject.ts";
import type { Setup } from "../setup.ts";
import type { Went } from "./report.ts";
import { workingWait } from "./working-wait.ts";

/** A lead of the past, as it was understood then or is now. */
export interface PastLead {
  readonly key: string;
  readonly subject: Omit<Subject, "verdict">;
  /** Reps who are known not to have been free for the lead; everybody else counts as free. */
  readonly away: ReadonlyMap<string, RepReason>;
}

/** One version going through leads in their order, with pools that begin square and turns that are taken. */
export interface Simulation {
  readonly setup: Setup;
  readonly take: (past: PastLead) => Went;
  readonly books: ReadonlyMap<string, PoolBook>;
}

export function openSimulation(setup: Setup): Simulation {
  const compiled = compileRouter(setup);
  const books = new Map(setup.pools.map((pool) => [pool.id, openPoolBook(pool, [])]));
  const waitOf = workingWait(setup.reps, setup.meetingTypes);
  const reasons = new Map(setup.router.rules.map(({ id }, place) => [id, compiled.because[place] ?? ""]));
  const names = new Map(setup.reps.map(({ id, name }) => [id, name]));

  const take = ({ key, subject, away }: PastLead): Went => {
    const verdict = heldBack(subject.spam, setup.spam) ?? qualify(compiled, subject);
    const answer = route(compiled, {
      subject: { ...subject, verdict },
      repState: (repId) => away.get(repId) ?? null,
      ledgers: (poolId) => {
        const book = books.get(poolId);
        if (book === undefined) throw new RangeError(`no pool ${poolId}`);
        return book;
      },
    });
    takeTurn(answer, subject, key);
    const { repId = null, poolId = null, meetingTypeId } = answer;
    const waitMinutes = repId === null || meetingTypeId === undefined ? null : waitOf(repId, meetingTypeId, subject.now);
    const { outcome, ruleId } = answer;
    return { outcome, ruleId, repId, poolId, waitMinutes, reason: reasonOf(answer, verdict.reasons.at(-1)?.reason) };
  };

  const takeTurn = ({ poolId, repId }: RouteAnswer, { now }: PastLead["subject"], key: string): void => {
    const book = poolId === undefined ? undefined : books.get(poolId);
    if (book === undefined || poolId === undefined || repId === undefined) return;
    book.apply({ poolId, seq: book.seq + 1, repId, kind: "offered", turns: 1, leadId: `lead_${key}`, at: now });
  };

  const reasonOf = ({ outcome, ruleId, repId, poolId, owner }: RouteAnswer, verdictReason: string | undefined): string => {
    if (ruleId === null && outcome === "disqualified" && verdictReason !== undefined) return `did not qualify: ${verdictReason}`;
    const because = ruleId === null ? "no rule matched: the catch-all" : `rule ${ruleId}: ${reasons.get(ruleId) ?? ""}`;
    if (repId === undefined) return because;
    const from = poolId === undefined ? (owner?.repId === repId ? "the owner" : "named") : `next in ${poolId}`;
    return `${because}; ${names.get(repId) ?? repId}, ${from}`;
  };
  return { setup, take, books };
}
