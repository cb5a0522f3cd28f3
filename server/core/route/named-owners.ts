import type { Match } from "../match/account.ts";
import type { RepOf } from "./rep-names.ts";

interface Owned {
  readonly ownerRepId?: string;
}

/** A match with reps in place of what its table called them: the very same one where that changes nothing, as nearly always. */
export function namedOwners(match: Match, repOf: RepOf): Match {
  const { account, contact, parent, ownerRepId } = match;
  if (isNamed(account, repOf) && isNamed(contact, repOf) && isNamed(parent, repOf)) return match;
  return {
    ...match,
    account: account && named(account, repOf),
    contact: contact && named(contact, repOf),
    ...(parent === undefined ? {} : { parent: parent && named(parent, repOf) }),
    ownerRepId: ownerRepId && repOf(ownerRepId),
  };
}

const isNamed = (one: Owned | null | undefined, repOf: RepOf): boolean =>
  one?.ownerRepId === undefined || repOf(one.ownerRepId) === one.ownerRepId;

function named<T extends Owned>(one: T, repOf: RepOf): T {
  return one.ownerRepId === undefined ? one : { ...one, ownerRepId: repOf(one.ownerRepId) };
}
