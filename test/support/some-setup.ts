import type { Rep } from "../../server/core/availability/rep.ts";
import type { Flow } from "../../server/core/route/flow.ts";
import type { LedgerEntry } from "../../server/core/route/pools/ledger.ts";
import type { Pool, PoolMember } from "../../server/core/route/pools/pool.ts";
import type { QualifyPolicy, Router, Rule } from "../../server/core/route/router.ts";
import type { Setup } from "../../server/core/setup.ts";
import { instant } from "../../server/core/time.ts";

/** A rep who works office hours in UTC. */
export function someRep(id: string, given: Partial<Rep> = {}): Rep {
  return {
    id,
    name: id,
    email: `${id}@example.com`,
    timeZone: "UTC",
    hours: [{ days: [1, 2, 3, 4, 5], start: "09:00", end: "17:00" }],
    overrides: [],
    absences: [],
    travel: [],
    active: true,
    calendar: { kind: "builtin" },
    ...given,
  };
}

export function someMember(repId: string, given: Partial<PoolMember> = {}): PoolMember {
  return { repId, weight: 100, priority: 2, ...given };
}

/** A weighted pool of these reps that says "away" when nobody can. */
export function somePool(id: string, members: readonly (string | PoolMember)[], given: Partial<Pool> = {}): Pool {
  return {
    id,
    name: id,
    rotation: "weighted",
    offer: "rep",
    members: members.map((member) => (typeof member === "string" ? someMember(member) : member)),
    everybodyAway: { kind: "message", text: `${id} is away` },
    ...given,
  };
}

/** A setup with these pools and all their reps, whose router knows the given rules and catches the rest. */
export function someSetup(given: {
  readonly pools?: readonly Pool[];
  readonly reps?: readonly Rep[];
  readonly rules?: readonly Rule[];
  readonly catchAll?: Flow;
  readonly qualify?: QualifyPolicy;
}): Setup {
  const pools = given.pools ?? [];
  const ids = new Set(pools.flatMap((pool) => pool.members.map((member) => member.repId)));
  const named = given.reps ?? [];
  const router: Router = {
    id: "router",
    name: "Router",
    qualify: given.qualify ?? { rules: [], message: "Thank you." },
    rules: given.rules ?? [],
    catchAll: given.catchAll ?? { kind: "message", text: "caught" },
  };
  return {
    company: { name: "Example", timeZone: "UTC" },
    sites: [],
    reps: [...named, ...[...ids].filter((id) => !named.some((rep) => rep.id === id)).map((id) => someRep(id))],
    pools,
    meetingTypes: [],
    router,
  };
}

/** Ledger entries of one pool, numbered from 1, an hour apart: each a rep and the turns that he took. */
export function someLedger(
  poolId: string,
  moves: readonly (readonly [string, number])[],
  from = Date.UTC(2026, 5, 1),
): LedgerEntry[] {
  return moves.map(([repId, turns], i) => ({
    poolId,
    seq: i + 1,
    repId,
    kind: turns < 0 ? "cancelled" : turns > 0 ? "offered" : "booked",
    turns,
    leadId: `lead_${i}`,
    at: instant(from + i * 3_600_000),
  }));
}
