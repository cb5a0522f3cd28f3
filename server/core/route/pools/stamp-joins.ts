import type { Setup } from "../../setup.ts";
import type { Instant } from "../../time.ts";
import type { Pool, PoolMember } from "./pool.ts";
import { joinTime } from "./pool-presence.ts";

/**
 * The setup with the moment of joining on each member who is new to a pool that was live before, so that nobody is owed
 * turns from before he was there, whether or not the file says `joinedOn`. Members who stay keep their moment, so applying
 * the same file again gives the same setup. `previous` is the live version, null when there is none.
 */
export function stampJoins(setup: Setup, previous: Setup | null, now: Instant): Setup {
  const before = new Map((previous?.pools ?? []).map((pool) => [pool.id, pool]));
  return { ...setup, pools: setup.pools.map((pool) => stampPool(pool, before.get(pool.id), now)) };
}

function stampPool(pool: Pool, before: Pool | undefined, now: Instant): Pool {
  if (before === undefined) return pool;
  const stayed = new Map(before.members.map((member) => [member.repId, member]));
  return { ...pool, members: pool.members.map((member) => stampMember(member, stayed.get(member.repId), now)) };
}

function stampMember(member: PoolMember, before: PoolMember | undefined, now: Instant): PoolMember {
  if (before === undefined) return joinTime(member) >= now ? member : { ...member, joinedAt: now };
  return before.joinedAt === undefined ? member : { ...member, joinedAt: before.joinedAt };
}
