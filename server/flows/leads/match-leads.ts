import type { Lead } from "../../core/lead/lead.ts";
import type { Account, Match } from "../../core/match/account.ts";
import { matchLead } from "../../core/match/match-lead.ts";
import { createAccountIndex } from "../../state/account-index.ts";

/** The server's matcher over accounts that are not in its database. */
export function matchLeads(accounts: Iterable<Account>): (lead: Lead) => Match {
  const index = createAccountIndex();
  index.load(accounts, []);
  return (lead) => matchLead(lead, index);
}
