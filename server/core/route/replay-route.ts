import type { RepReason } from "../availability/rep.ts";
import type { CompiledRouter } from "./compile-router.ts";
import type { Decision, RouteAnswer } from "./decision.ts";
import type { LedgerEntry } from "./pools/ledger.ts";
import { openPoolBook } from "./pools/pool-book.ts";
import { joinTime } from "./pools/pool-presence.ts";
import { route } from "./route.ts";
import { subjectOf } from "./subject.ts";

/** What a decision recorded that routing depends on. */
export type Recorded = Pick<
  Decision,
  "lead" | "verdict" | "match" | "facts" | "history" | "spam" | "decidedAt" | "route" | "excluded"
>;

/**
 * Routes again what was decided, with the same version of the setup, what was then known of the reps, and the ledger as it
 * stood: `entries` are those of the pools that were asked, from the first on; later ones are left aside.
 */
export function replayRoute(compiled: CompiledRouter, recorded: Recorded, entries: readonly LedgerEntry[]): RouteAnswer {
  const facts = recordedReasons(compiled, recorded);
  const excluded = new Set(
    recorded.excluded ?? [...facts].filter(([, reason]) => reason === "excluded").map(([key]) => key.split(" ", 1)[0] ?? ""),
  );
  const seqs = new Map(recorded.route.turns.map((turn) => [turn.poolId, turn.ledgerSeq]));
  return route(compiled, {
    subject: subjectOf(recorded),
    excluded,
    ...(recorded.route.handedOver ? { catchAllOnly: recorded.route.handedOver } : {}),
    load: (repId, poolId) => {
      const place = (compiled.pools.get(poolId)?.members ?? []).findIndex((member) => member.repId === repId);
      return recorded.route.turns.find((turn) => turn.poolId === poolId)?.loads?.[place] ?? 0;
    },
    repState: (repId, meetingTypeId) => {
      const reason = facts.get(keyOf(repId, meetingTypeId)) ?? facts.get(keyOf(repId));
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

/** Ids have no spaces. Who was asked for the first type of meeting stands under the rep alone. */
function keyOf(repId: string, meetingTypeId?: string): string {
  return meetingTypeId === undefined ? repId : `${repId} ${meetingTypeId}`;
}

/** Reasons that were found by asking; who had not joined a pool yet, or lacks what it requires, is told by the setup. */
function recordedReasons(compiled: CompiledRouter, recorded: Recorded): ReadonlyMap<string, RepReason> {
  const facts = new Map<string, RepReason>();
  for (const { poolId, reasons, meetingTypeId } of recorded.route.turns) {
    const each = reasons.flatMap(([reason, count]) => Array.from({ length: count }, () => reason));
    (compiled.pools.get(poolId)?.members ?? []).forEach((member, place) => {
      const reason = each[place];
      const ofPool = reason === "lacks_skill" || (reason === "inactive" && joinTime(member) > recorded.decidedAt);
      if (reason !== undefined && reason !== "lower_turn" && !ofPool) facts.set(keyOf(member.repId, meetingTypeId), reason);
    });
  }
  const { owner, asked = [] } = recorded.route;
  if (owner !== undefined && asked.length === 0) facts.set(keyOf(owner.repId), owner.reason);
  for (const { repId, reason, meetingTypeId } of asked) facts.set(keyOf(repId, meetingTypeId), reason);
  return facts;
}
