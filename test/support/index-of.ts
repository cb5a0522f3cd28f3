import type { Account, Contact } from "../../server/core/match/account.ts";
import { type AccountIndex, createAccountIndex } from "../../server/state/account-index.ts";

/** An index of accounts and contacts. */
export function indexOf(accounts: readonly Account[], contacts: readonly Contact[] = []): AccountIndex {
  const index = createAccountIndex();
  index.load(accounts, contacts);
  return index;
}
