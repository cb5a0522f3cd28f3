import type { RepReason } from "../../server/core/availability/rep.ts";
import { compileRouter } from "../../server/core/route/compile-router.ts";
import type { RouteAnswer } from "../../server/core/route/decision.ts";
import type { Outcome } from "../../server/core/route/flow.ts";
import type { LedgerEntry } from "../../server/core/route/pools/ledger.ts";
import { openPoolBook } from "../../server/core/route/pools/pool-book.ts";
import { route } from "../../server/core/route/route.ts";
import type { Rule } from "../../server/core/route/router.ts";
import type { Subject } from "../../server/core/route/subject.ts";
import type { Setup } from "../../server/core/setup.ts";
import { someSubject } from "./some-subject.ts";

export const meetingTypeId = "intro";
export const offerPool = (poolId: string): Outcome => ({ kind: "offerPool", poolId, meetingTypeId });
export const offerOwner = (otherwise: Outcome): Outcome => ({ kind: "offerOwner", meetingTypeId, otherwise });

/** A rule that offers the pool "dach" to leads from Germany. */
export const germany: Rule = {
  id: "germany",
  name: "Germany",
  when: { field: "lead.country", op: "equals", value: "DE" },
  then: offerPool("dach"),
};

/** Who asks, and what is known of reps and pools at that moment. */
export interface RouteWorld {
  readonly subject?: Subject;
  /** Why a rep cannot, under his id, or under "id type" for one type of meeting. */
  readonly states?: Readonly<Record<string, RepReason>>;
  readonly entries?: readonly LedgerEntry[];
  readonly excluded?: readonly string[];
}

/** What the setup's router answers. */
export function askRoute(
  setup: Setup,
  { subject = someSubject(), states = {}, entries = [], excluded }: RouteWorld = {},
  compiled = compileRouter(setup),
): RouteAnswer {
  return route(compiled, {
    subject,
    repState: (repId, type) => states[`${repId} ${type}`] ?? states[repId] ?? null,
    ledgers: (poolId) =>
      openPoolBook(
        setup.pools.find((pool) => pool.id === poolId)!,
        entries.filter((entry) => entry.poolId === poolId),
      ),
    ...(excluded === undefined ? {} : { excluded: new Set(excluded) }),
  });
}
