import type { Match } from "../match/account.ts";
import type { OwnerSource } from "./flow.ts";
import type { RepOf } from "./rep-names.ts";

export interface OwnerFound {
  readonly repId: string;
  readonly of: OwnerSource;
}

/** Owners in the order of the sources; one rep once. Without sources, the one that the match names. */
export function ownersOf(match: Match, sources: readonly OwnerSource[] | undefined, repOf: RepOf): readonly OwnerFound[] {
  if (sources === undefined) {
    const of = match.contact?.ownerRepId === match.ownerRepId ? "contact" : "account";
    return match.ownerRepId === null ? [] : [{ repId: repOf(match.ownerRepId), of }];
  }
  const found: OwnerFound[] = [];
  for (const of of sources) {
    for (const text of repIdsOf[of](match)) {
      const repId = repOf(text);
      if (!found.some((one) => one.repId === repId)) found.push({ repId, of });
    }
  }
  return found;
}

/** Reps in a cell of a table. */
const listed = (cell: string | undefined): readonly string[] => cell?.split(/[;,|]/).flatMap((id) => id.trim() || []) ?? [];

const one = (repId: string | null | undefined): readonly string[] => (repId ? [repId] : []);

const repIdsOf: Readonly<Record<OwnerSource, (match: Match) => readonly string[]>> = {
  contact: ({ contact }) => one(contact?.ownerRepId),
  opportunity: ({ opportunity, account }) =>
    one(opportunity?.ownerRepId ?? (account?.openOpportunity ? account.facts.opportunity_owner?.trim() : undefined)),
  account: ({ account }) => one(account?.ownerRepId),
  team: ({ account }) => account?.teamRepIds ?? listed(account?.facts.team),
  parent: ({ parent }) => one(parent?.ownerRepId),
};
