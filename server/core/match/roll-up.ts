import type { Account, MatchEvidence } from "./account.ts";
import type { AccountBook } from "./account-book.ts";
import type { MatchOptions } from "./match-options.ts";

/** Parents of parents end here, also when they go in a circle. */
const mostParents = 10;

export interface RolledUp {
  readonly account: Account;
  readonly ultimateParentId?: string;
  readonly evidence: readonly MatchEvidence[];
}

/** The account that the setup asks for, among a matched account and its parents. */
export function rollUp(matched: Account, book: AccountBook, { rollUp: asked }: MatchOptions): RolledUp {
  if (matched.parentId === undefined) return { account: matched, evidence: [] };
  const line: Account[] = [matched];
  let topId = matched.id;
  for (let parentId = matched.parentId as string | undefined; parentId !== undefined && line.length <= mostParents; ) {
    if (line.some(({ id }) => id === parentId)) break;
    topId = parentId;
    const parent = book.account(parentId);
    if (parent === null) break;
    line.push(parent);
    parentId = parent.parentId;
  }
  const account =
    asked === "own"
      ? matched
      : asked === "owner"
        ? (line.find(({ ownerRepId }) => ownerRepId !== undefined) ?? matched)
        : (line.at(-1) ?? matched);
  const detail = `${account.name} stands for ${matched.name}, which belongs to it`;
  return { account, ultimateParentId: topId, evidence: account === matched ? [] : [{ code: `rolled_up_${asked}`, detail }] };
}
