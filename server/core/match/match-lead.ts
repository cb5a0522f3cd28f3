import type { Lead } from "../lead/lead.ts";
import type { Account, Contact, Match, MatchEvidence } from "./account.ts";

/** What exact look-ups found for a lead. */
export interface MatchCandidates {
  /** Account that has the domain of the lead's e-mail. */
  readonly byDomain: Account | null;
  /** Contact that has the lead's e-mail. */
  readonly contact: Contact | null;
  /** Account that the contact belongs to. */
  readonly contactAccount: Account | null;
}

const noMatch: Match = { account: null, contact: null, ownerRepId: null, evidence: [] };

/**
 * The account and owner that a lead belongs to, with the evidence. A known contact wins over the domain; the domain of a
 * free or disposable mail provider proves nothing.
 */
export function matchLead(lead: Lead, candidates: MatchCandidates): Match {
  const contact = lead.email === undefined ? null : candidates.contact;
  const byDomain = lead.freeMail || lead.disposableMail || lead.emailDomain === undefined ? null : candidates.byDomain;
  const account = (contact === null ? null : candidates.contactAccount) ?? byDomain;
  if (contact === null && account === null) return noMatch;
  const evidence: MatchEvidence[] = [];
  if (contact !== null) evidence.push({ code: "contact_email", detail: contactDetail(candidates.contactAccount) });
  if (byDomain !== null && byDomain === account) {
    evidence.push({ code: "email_domain", detail: `${lead.emailDomain} is a domain of ${byDomain.name}` });
  }
  return { account, contact, ownerRepId: contact?.ownerRepId ?? account?.ownerRepId ?? null, evidence };
}

/** Without the address itself, because a receipt shows it. */
function contactDetail(account: Account | null): string {
  return account === null ? "the e-mail is a known contact's" : `the e-mail is a known contact's, of ${account.name}`;
}
