import type { Account, MatchEvidence } from "./account.ts";
import type { AskedCompany } from "./asked-company.ts";
import { lettersKey, readCompanyName } from "./company-name.ts";
import { type PersonSaid, tellEvidence } from "./evidence-text.ts";
import type { KnownCompany } from "./known-company.ts";
import type { Lexicon } from "./known-names.ts";
import { matchWeights } from "./match-weights.ts";
import { readSite } from "./site.ts";
import { gatherEvidence } from "./weigh-candidate.ts";

/** An account with all that speaks for and against it. */
export interface Weighed {
  readonly account: Account;
  readonly known: KnownCompany;
  /** Log odds against "none of the accounts". */
  readonly sum: number;
  /** What the sum is made of. */
  readonly codes: readonly string[];
  /** A person said that this lead's company is never this account. */
  readonly refused: boolean;
  /** It has something of the lead's name or of its domains. */
  readonly shares: boolean;
  /** It has a domain of the lead. */
  readonly domain: boolean;
  /** Its evidence in words, the heaviest first. */
  tell(): readonly MatchEvidence[];
}

/** What a decision of a person weighs: more than all else together. */
const personWeight = 25;

const is: PersonSaid = { code: "person_is", contribution: personWeight };
const isNot: PersonSaid = { code: "person_is_not", contribution: -personWeight };

/** Whether a person said that this company or domain is the account's, or never is. */
function personSaid(asked: AskedCompany, { aliases }: Account): PersonSaid | null {
  let found: PersonSaid | null = null;
  for (const { text, kind } of aliases ?? []) {
    if (kind === "is" || kind === "is_not") {
      if (asked.text === "" || lettersOf(text) !== lettersOf(asked.text)) continue;
      if (kind === "is_not") return isNot;
      found = is;
    } else if (kind === "domain_is" || kind === "domain_is_not") {
      const said = readSite(text)?.registered;
      if (said === undefined || (said !== asked.emailSite?.registered && said !== asked.website?.registered)) continue;
      if (kind === "domain_is_not") return isNot;
      found = is;
    }
  }
  return found;
}

const lettersOf = (text: string) => lettersKey(readCompanyName(text).allLetters);

/** Weighs an account for a lead's company. */
export function weighAccount(asked: AskedCompany, known: KnownCompany, lexicon: Lexicon): Weighed {
  const { account } = known;
  const evidence = gatherEvidence(asked, known, lexicon);
  const person = personSaid(asked, account);
  let sum = person?.contribution ?? 0;
  for (const code of evidence.codes) sum += matchWeights.get(code) ?? 0;
  return {
    account,
    known,
    sum,
    codes: evidence.codes,
    refused: person === isNot,
    shares: person !== null || evidence.shares,
    domain: evidence.sites.state === "same",
    tell: () => tellEvidence({ asked, account, evidence, person }),
  };
}
