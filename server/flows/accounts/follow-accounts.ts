import type { Changed, ChangeMark } from "../../../db/store/accounts.ts";
import type { World } from "../world.ts";

/** Read at once; between pages others get their turn. */
const pageSize = 500;

/**
 * Imports, corrections and other processes change accounts and contacts: memory learns what changed since the last call. What
 * was changed is numbered in the order of commits, so that nothing is missed whatever the clocks say. Returns how many there were.
 */
export async function followAccounts(world: World): Promise<number> {
  const { accounts, accountMarks } = world.state;
  const { read } = world.store;
  const changed = await follow(world, accountMarks.accounts, {
    next: (mark) => read.accounts.changedAfter(mark, pageSize),
    take: (account) => accounts.upsert(account),
    drop: (id) => accounts.remove(id),
    seen: (mark) => void (accountMarks.accounts = mark),
  });
  const others = await follow(world, accountMarks.contacts, {
    next: (mark) => read.contacts.changedAfter(mark, pageSize),
    take: (contact) => accounts.upsertContact(contact),
    drop: (email) => accounts.removeContact(email),
    seen: (mark) => void (accountMarks.contacts = mark),
  });
  return changed + others;
}

interface Following<T> {
  readonly next: (mark: ChangeMark) => Promise<Changed<T>>;
  readonly take: (one: T) => void;
  readonly drop: (key: string) => void;
  readonly seen: (mark: ChangeMark) => void;
}

async function follow<T>(
  world: Pick<World, "pause">,
  from: ChangeMark,
  { next, take, drop, seen }: Following<T>,
): Promise<number> {
  let count = 0;
  let mark = from;
  for (;;) {
    const { found, removed, mark: reached } = await next(mark);
    for (const one of found) take(one);
    for (const key of removed) drop(key);
    count += found.length + removed.length;
    if (reached === null) return count;
    mark = reached;
    seen(mark);
    if (found.length + removed.length < pageSize) return count;
    await world.pause(0);
  }
}
