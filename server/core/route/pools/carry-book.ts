import type { CarriedBalance } from "./ledger.ts";
import type { Pool } from "./pool.ts";
import { rampedWeight } from "./pool.ts";
import type { PoolBook } from "./pool-book.ts";
import { joinTime } from "./pool-presence.ts";

/** What of a pool its balances hang on. */
export function sameShares(a: Pool, b: Pool): boolean {
  const shares = ({ rotation, members }: Pool) => JSON.stringify([rotation, members]);
  return shares(a) === shares(b);
}

/**
 * The balances that a page of the changed pool begins with. Who stays is owed what he was owed, whatever the new weights say
 * of the past; what those who left were owed or owed is shared out among the others. Who is new has none and starts square.
 */
export function carryBook(book: PoolBook, pool: Pool, at: number): Readonly<Record<string, CarriedBalance>> {
  const away = book.away();
  const stay = pool.members.flatMap((member) => {
    const balance = book.joinsAt(member.repId) <= at ? book.balance(member.repId) : null;
    return balance === null ? [] : [{ balance, weight: rampedWeight(member, joinTime(member), at) }];
  });
  const sum = (value: (one: (typeof stay)[number]) => number): number => stay.reduce((total, one) => total + value(one), 0);
  const weights = sum(({ weight }) => weight);
  const total = sum(({ balance }) => balance.turns + balance.credit);
  const left = -sum(({ balance }) => balance.shortfall);
  return Object.fromEntries(
    stay.map(({ balance: { repId, turns, shortfall, lastAt, credit }, weight }) => {
      const reason = away.get(repId);
      const owed = shortfall + (weights > 0 ? (left * weight) / weights : 0);
      const carried = { turns, credit: weights > 0 ? (total * weight) / weights - turns - owed : credit, lastAt };
      return [repId, reason === undefined ? carried : { ...carried, away: reason }];
    }),
  );
}
