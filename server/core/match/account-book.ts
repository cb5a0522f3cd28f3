import type { Account, Contact } from "./account.ts";
import type { AskedCompany } from "./asked-company.ts";
import type { KnownNames } from "./known-names.ts";

/** Where accounts are looked up for a lead; `server/state/account-index.ts` is the one of the product. */
export interface AccountBook {
  /** Counts over all accounts. */
  readonly names: KnownNames;
  contact(email: string): Contact | null;
  account(id: string): Account | null;
  /** Accounts that have a registered domain. */
  withDomain(registered: string): readonly Account[];
  /** Accounts that may be the company by its name, the likeliest first; not all of them are alike. */
  near(asked: AskedCompany): readonly Account[];
}
