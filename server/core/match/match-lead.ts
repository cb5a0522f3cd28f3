import type { Lead } from "../lead/lead.ts";
import { type Account, type Contact, type Match, type MatchEvidence, noMatch } from "./account.ts";

/** What exact look-ups found for a lead. */
export interface Found {
  /** Account that has the domain of the lead's e-mail. */
  readonly byDomain: Account | null;
  /** Contact that has the lead's e-mail. */
  readonly contact: Contact | null;
  /** Account that the contact belongs to. */
  readonly contactAccount: Account | null;
}

/**
 * The account and owner that a lead belongs to, with the evidence. A known contact wins over the domain; the domain of a
 * free or disposable mail provider proves nothing.
 */
export function matchLead(lead: Lead, found: Found): Match {
  const contact = lead.email === undefined ? null : found.contact;
  const byDomain = lead.freeMail || lead.disposableMail || lead.emailDomain === undefined ? null : found.byDomain;
  const account = (contact === null ? null : found.contactAccount) ?? byDomain;
  if (contact === null && account === null) return noMatch;
  const evidence: MatchEvidence[] = [];
  if (contact !== null) evidence.push({ code: "contact_email", detail: contactDetail(found.contactAccount) });
  if (byDomain !== null && byDomain === account) {
    evidence.push({ code: "email_domain", detail: `${lead.emailDomain} is a domain of ${byDomain.name}` });
  }
  const candidates = account === null ? [] : [{ accountId: account.id, name: account.name, score: 1, evidence }];
  const ownerRepId = contact?.ownerRepId ?? account?.ownerRepId ?? null;
  return {
    decision: account === null ? "none" : "route",
    account,
    contact,
    ownerRepId,
    score: account === null ? 0 : 1,
    evidence,
    candidates,
  };
}

/** Without the address itself, because a receipt shows it. */
function contactDetail(account: Account | null): string {
  return account === null ? "the e-mail is a known contact's" : `the e-mail is a known contact's, of ${account.name}`;
}
