/**
 * What an alias says. The first four are names that the account goes by. The last four are what a person decided about a
 * lead: this company text, or this domain of an e-mail, is the account (`is`, `domain_is`) or never is (`is_not`,
 * `domain_is_not`). A decision of a person beats every other evidence.
 */
export type AliasKind = "alias" | "former_name" | "brand" | "short" | "is" | "is_not" | "domain_is" | "domain_is_not";

/** Another text that means an account, or must not. */
export interface AccountAlias {
  readonly text: string;
  readonly kind: AliasKind;
}

/** A company that is known. */
export interface Account {
  readonly id: string;
  readonly name: string;
  /** Domains in lower case, the main one first. */
  readonly domains: readonly string[];
  readonly aliases?: readonly AccountAlias[];
  /** Addresses of its pages, e.g. `https://acme.com/de`. Their hosts count as domains where nobody shares them. */
  readonly websites?: readonly string[];
  /** E.164. */
  readonly phones?: readonly string[];
  /** The rep that the account belongs to. */
  readonly ownerRepId?: string;
  /** ISO 3166-1 alpha-2. */
  readonly country?: string;
  readonly companySize?: number;
  readonly industry?: string;
  readonly parentId?: string;
  readonly stage?: "prospect" | "customer" | "former_customer" | "partner" | "competitor";
  readonly openOpportunity?: boolean;
  /** Epoch milliseconds of the last thing that happened with it. */
  readonly lastActivityAt?: number;
  /** Epoch milliseconds of its coming into the source that it was read from. */
  readonly createdAt?: number;
  readonly contactCount?: number;
  /** Reps who work the account beside its owner, in order. */
  readonly teamRepIds?: readonly string[];
  /** Any further columns, as facts for conditions: `account.facts.<name>`. */
  readonly facts: Readonly<Record<string, string>>;
}

/** A person who is known. */
export interface Contact {
  readonly email: string;
  readonly name?: string;
  readonly accountId?: string;
  readonly ownerRepId?: string;
  /** As an account's: `contact.facts.<name>`. */
  readonly facts?: Readonly<Record<string, string>>;
}

/** Why a lead was taken to belong to an account, or not to. */
export interface MatchEvidence {
  readonly code: string;
  /** For a person; carries no e-mail address. */
  readonly detail: string;
  /** What it adds to the sum that makes the score, in log odds. */
  readonly contribution?: number;
  /** The weights that the contribution is made of, by their codes in docs/reference/matching-weights.md. */
  readonly parts?: readonly (readonly [code: string, weight: number])[];
}

/** An account that was considered. */
export interface MatchCandidate {
  readonly accountId: string;
  readonly name: string;
  /** 0 to 1: how probable it is that the lead belongs to it. */
  readonly score: number;
  readonly evidence: readonly MatchEvidence[];
}

/** `route`: sure enough to route by. `suggest`: worth a person's look, routed as if unknown. */
export type MatchDecision = "route" | "suggest" | "none";

/** A deal that is under way. */
export interface Opportunity {
  readonly id: string;
  readonly ownerRepId?: string;
}

export interface Match {
  readonly decision: MatchDecision;
  /** The account to route by; null unless the decision is `route`. */
  readonly account: Account | null;
  readonly contact: Contact | null;
  /** The account above the matched one, when it is known. */
  readonly parent?: Account | null;
  /** The account's open opportunity, when there is one. */
  readonly opportunity?: Opportunity | null;
  /** Owner of the contact, else of the account. */
  readonly ownerRepId: string | null;
  /** Of the best candidate, 0 to 1; 0 without one. */
  readonly score: number;
  /** For the account, or the contact. */
  readonly evidence: readonly MatchEvidence[];
  /** The best first, at most five; the account among them. */
  readonly candidates: readonly MatchCandidate[];
  /** The account's topmost parent; absent when it has none. */
  readonly ultimateParentId?: string;
}

/** A lead that belongs to nobody who is known. */
export const noMatch: Match = {
  decision: "none",
  account: null,
  contact: null,
  ownerRepId: null,
  score: 0,
  evidence: [],
  candidates: [],
};
