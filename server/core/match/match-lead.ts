import type { Lead } from "../lead/lead.ts";
import { type Account, type Contact, type Match, type MatchCandidate, type MatchEvidence, noMatch } from "./account.ts";
import type { AccountBook } from "./account-book.ts";
import { type AskedCompany, readAskedSites, withTypedName } from "./asked-company.ts";
import { choose } from "./choose.ts";
import { readKnownCompany, readKnownSites } from "./known-company.ts";
import { lexiconOf } from "./known-names.ts";
import { defaultMatchOptions, type MatchOptions } from "./match-options.ts";
import { rollUp } from "./roll-up.ts";
import { type Weighed, weighAccount } from "./weigh-account.ts";

const mostShown = 5;

/**
 * The account and owner that a lead belongs to, with the evidence. A known contact wins over everything; then accounts that
 * have the domain of the e-mail or website; only where there is none are names compared. Pure: the same lead and book
 * give the same match.
 */
export function matchLead(lead: Lead, book: AccountBook, options: MatchOptions = defaultMatchOptions): Match {
  const match = findMatch(lead, book, options);
  const parentId = match.account?.parentId;
  return parentId === undefined ? match : { ...match, parent: book.account(parentId) };
}

function findMatch(lead: Lead, book: AccountBook, options: MatchOptions): Match {
  const contact = lead.email === undefined ? null : book.contact(lead.email);
  const ofContact = contact?.accountId === undefined ? null : book.account(contact.accountId);
  if (contact !== null && ofContact !== null) return contactMatch({ contact, account: ofContact }, book, options);
  const match = book.names.accounts === 0 ? noMatch : matchCompany(lead, book, options);
  if (contact === null) return match;
  const evidence = [contactEvidence(null), ...match.evidence];
  return { ...match, contact, ownerRepId: contact.ownerRepId ?? match.ownerRepId, evidence };
}

function matchCompany(lead: Lead, book: AccountBook, options: MatchOptions): Match {
  const { asked, weighed } = weighAll(lead, book);
  return weighed.length === 0 ? noMatch : decide(weighed, { asked, book, options });
}

const hasSite = ({ emailSite, website, typedSites }: AskedCompany) =>
  emailSite !== null || website !== null || typedSites.length > 0;

/** Without the address itself, because a receipt shows it. */
function contactEvidence(account: Account | null): MatchEvidence {
  const of = account === null ? "" : `, of ${account.name}`;
  return { code: "contact_email", detail: `the e-mail is a known contact's${of}` };
}

function contactMatch(
  known: { readonly contact: Contact; readonly account: Account },
  book: AccountBook,
  options: MatchOptions,
): Match {
  const { contact, account } = known;
  const evidence = [contactEvidence(account)];
  const rolled = rollUp(account, book, options);
  return {
    decision: "route",
    account: rolled.account,
    contact,
    ownerRepId: contact.ownerRepId ?? rolled.account.ownerRepId ?? null,
    score: 1,
    evidence: [...evidence, ...rolled.evidence],
    candidates: [{ accountId: account.id, name: account.name, score: 1, evidence }],
    ...(rolled.ultimateParentId === undefined ? {} : { ultimateParentId: rolled.ultimateParentId }),
  };
}

function domainAccounts({ emailSite, website }: AskedCompany, book: AccountBook): readonly Account[] {
  const byEmail = emailSite === null ? [] : book.withDomain(emailSite.registered);
  if (website === null || website.registered === emailSite?.registered) return byEmail;
  const byWebsite = book.withDomain(website.registered);
  return byEmail.length === 0 ? byWebsite : [...new Set([...byEmail, ...byWebsite])];
}

/** What a lead says of its company, and every account that may be it, weighed. */
export function weighAll(lead: Lead, book: AccountBook): { readonly asked: AskedCompany; readonly weighed: readonly Weighed[] } {
  const sites = readAskedSites(lead);
  const byDomain = domainAccounts(sites, book);
  const lexicon = lexiconOf(book.names);
  const [only] = byDomain;
  // The one account that has the domain is the lead's, whatever was typed: names need not be compared.
  if (only !== undefined && byDomain.length === 1)
    return { asked: sites, weighed: [weighAccount(sites, readKnownSites(only), lexicon)] };
  const asked = withTypedName(sites);
  const accounts = byDomain.length > 0 ? byDomain : asked.forms.length > 0 || hasSite(asked) ? book.near(asked) : [];
  const weighed = accounts.map((account) => weighAccount(asked, readKnownCompany(account), lexicon));
  return { asked, weighed: weighed.filter(({ shares }) => shares) };
}

interface Asking {
  readonly asked: AskedCompany;
  readonly book: AccountBook;
  readonly options: MatchOptions;
}

/** The best of the weighed accounts, and whether it is good enough. */
function decide(weighed: readonly Weighed[], asking: Asking): Match {
  const { options, book } = asking;
  const ranked = choose(weighed, asking.asked, options);
  const [best] = ranked;
  if (best === undefined) return noMatch;
  const candidates: MatchCandidate[] = [];
  for (const one of ranked.slice(0, mostShown)) {
    if (one !== best && one.score < 0.01) continue;
    candidates.push({ accountId: one.account.id, name: one.account.name, score: round(one.score), evidence: one.tell() });
  }
  const score = round(best.score);
  const decision = best.refused ? "none" : score >= options.routeAt ? "route" : score >= options.suggestAt ? "suggest" : "none";
  if (decision !== "route")
    return { ...noMatch, decision, score, candidates: decision === "none" && score < 0.02 ? [] : candidates };
  const rolled = rollUp(best.account, book, options);
  const evidence = [...(candidates[0]?.evidence ?? []), ...rolled.evidence];
  return {
    ...noMatch,
    decision,
    account: rolled.account,
    ownerRepId: rolled.account.ownerRepId ?? null,
    score,
    evidence,
    candidates,
    ...(rolled.ultimateParentId === undefined ? {} : { ultimateParentId: rolled.ultimateParentId }),
  };
}

const round = (score: number) => Math.round(score * 1_000) / 1_000;
