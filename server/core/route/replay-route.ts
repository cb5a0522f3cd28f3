import type { RepReason } from "../availability/rep.ts";
import type { CompiledRouter } from "./compile-router.ts";
import type { Decision, RouteAnswer } from "./decision.ts";
import type { LedgerEntry } from "./ledger.ts";
import { joinTime, openPoolBook } from "./pool-book.ts";
import { route } from "./route.ts";

/** What a decision recorded that routing depends on. */
export type Recorded = Pick<Decision, "lead" | "verdict" | "match" | "decidedAt" | "route">;

/**
 * Routes again what was decided, with the same version of the setup, what was then known of the reps, and the ledger as it
 * stood: `entries` are those of the pools that were asked, from the first on; later ones are left aside.
 */
export function replayRoute(compiled: CompiledRouter, recorded: Recorded, entries: readonly LedgerEntry[]): RouteAnswer {
  const facts = recordedReasons(compiled, recorded);
  const excluded = new Set([...facts].filter(([, reason]) => reason === "excluded").map(([repId]) => repId));
  const subject = { lead: recorded.lead, match: recorded.match, verdict: recorded.verdict, now: recorded.decidedAt };
  const seqs = new Map(recorded.route.turns.map((turn) => [turn.poolId, turn.ledgerSeq]));
  return route(compiled, {
    subject,
    excluded,
    repState: (repId) => {
      const reason = facts.get(repId);
      return reason === undefined || reason === "chosen" || reason === "lower_turn" ? null : reason;
    },
    ledgers: (poolId) => {
      const pool = compiled.pools.get(poolId);
      if (pool === undefined) throw new RangeError(`no pool ${poolId}`);
      const seq = seqs.get(poolId) ?? 0;
      return openPoolBook(
        pool,
        entries.filter((entry) => entry.poolId === poolId && entry.seq <= seq).toSorted((a, b) => a.seq - b.seq),
      );
    },
  });
}

/** Reasons that were found by asking; who had not joined a pool yet is told by the setup, for that pool alone. */
function recordedReasons(compiled: CompiledRouter, recorded: Recorded): ReadonlyMap<string, RepReason> {
  const facts = new Map<string, RepReason>();
  for (const { poolId, reasons } of recorded.route.turns) {
    const each = reasons.flatMap(([reason, count]) => Array.from({ length: count }, () => reason));
    (compiled.pools.get(poolId)?.members ?? []).forEach((member, place) => {
      const reason = each[place];
      const notJoined = reason === "inactive" && joinTime(member) > recorded.decidedAt;
      if (reason !== undefined && reason !== "lower_turn" && !notJoined) facts.set(member.repId, reason);
    });
  }
  const { owner } = recorded.route;
  if (owner !== undefined) facts.set(owner.repId, owner.reason);
  return facts;
}
