import type { RepReason } from "../../core/availability/rep.ts";
import { AppError } from "../../core/errors.ts";
import { explainBalance } from "../../core/route/pools/explain-balance.ts";
import { fairOrder } from "../../core/route/pools/pick-rep.ts";
import type { Pool } from "../../core/route/pools/pool.ts";
import { tellBalance } from "../../core/route/pools/tell-balance.ts";
import { tellPoolState } from "../../core/route/pools/tell-pool-state.ts";
import { formatInstant, type Instant } from "../../core/time.ts";
import type { World } from "../world.ts";

interface MemberState {
  readonly repId: string;
  /** Null when bookable for some type of meeting. */
  readonly reason: RepReason | null;
  readonly since: Instant | null;
}

/** Whether a member can be offered now, for whatever type of meeting. */
function memberState(world: World, repId: string): MemberState {
  const now = world.now();
  const { calendars, standing } = world.state;
  const held = standing.reason(repId, now);
  if (held !== null) return { repId, reason: held, since: standing.pause(repId)?.pausedAt ?? null };
  const reasons = [...world.state.setup().meetingTypes.values()].map((type) => calendars.reason(repId, type, now));
  const reason = reasons.includes(null) ? null : (reasons[0] ?? "unknown_rep");
  return { repId, reason, since: reason?.startsWith("calendar_") ? (calendars.reading(repId)?.failedSince ?? null) : null };
}

function poolRow(world: World, pool: Pool) {
  const states = pool.members.map(({ repId }) => memberState(world, repId));
  const reasons = [...new Set(states.flatMap(({ reason }) => (reason === null ? [] : [reason])))];
  const out = reasons.map((reason) => {
    const some = states.filter((state) => state.reason === reason);
    const since = some.map((state) => state.since ?? Infinity).reduce((a, b) => Math.min(a, b), Infinity);
    return { reason, count: some.length, since: Number.isFinite(since) ? formatInstant(since as Instant) : null };
  });
  const { id, name, rotation, offer, members } = pool;
  const row = {
    id,
    name,
    rotation,
    offer,
    members: members.length,
    bookable: states.filter((one) => one.reason === null).length,
    out,
  };
  return { states, row: { ...row, summary: tellPoolState(row, world.now()) } };
}

/** Every pool with how many of it can be offered now, and why the others cannot. */
export function listPools(world: World) {
  return { pools: world.state.setup().setup.pools.map((pool) => poolRow(world, pool).row) };
}

function findPool(world: World, poolId: string): Pool {
  const pool = world.state.setup().pools.get(poolId);
  if (pool === undefined) throw new AppError("not_found", { poolId });
  return pool;
}

/** One pool with its members in fair order and their accounts. Throws `not_found`. */
export function viewPool(world: World, poolId: string) {
  const pool = findPool(world, poolId);
  const { row, states } = poolRow(world, pool);
  const book = world.state.books.book(poolId);
  const names = world.state.setup().reps;
  const reps = fairOrder(book).map((repId) => {
    const balance = book.balance(repId);
    const state = states.find((one) => one.repId === repId);
    return {
      id: repId,
      name: names.get(repId)?.name ?? repId,
      reason: state?.reason ?? null,
      since: state?.since ? formatInstant(state.since) : null,
      weight: balance?.weight ?? 0,
      priority: pool.members.find((member) => member.repId === repId)?.priority ?? 0,
      turns: balance?.turns ?? 0,
      credit: rounded(balance?.credit ?? 0),
      share: rounded(balance?.share ?? 0),
      due: rounded(balance?.due ?? 0),
      owed: rounded(balance?.shortfall ?? 0),
      lastTurnAt: balance?.lastAt ? formatInstant(balance.lastAt) : null,
    };
  });
  return { ...row, ledgerSeq: book.seq, reps };
}

/** A member's account line by line, from the head of the ledger's present page. Throws `not_found`. */
export async function viewLedger(world: World, asked: { readonly poolId: string; readonly repId: string }) {
  const pool = findPool(world, asked.poolId);
  const lines = explainBalance(pool, await world.store.read.ledger.after(pool.id, 0), asked.repId);
  if (lines === null) throw new AppError("not_found", { repId: asked.repId });
  return {
    pool: pool.id,
    rep: asked.repId,
    owed: lines.at(-1)?.owed ?? 0,
    lines: lines.map((line) => ({
      seq: line.seq,
      at: formatInstant(line.at),
      kind: line.kind,
      text: tellBalance(line),
      leadId: line.leadId ?? null,
      turns: line.turns,
      change: line.change,
      owed: line.owed,
    })),
  };
}

function rounded(value: number): number {
  return Math.round(value * 10_000) / 10_000 + 0;
}
