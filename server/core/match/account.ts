/** A company that is known. */
export interface Account {
  readonly id: string;
  readonly name: string;
  /** Registered domains, lower case. */
  readonly domains: readonly string[];
  /** The rep that the account belongs to. */
  readonly ownerRepId?: string;
  readonly country?: string;
  readonly companySize?: number;
  readonly industry?: string;
  readonly parentId?: string;
  /** Any further columns, as facts for conditions: `account.facts.<name>`. */
  readonly facts: Readonly<Record<string, string>>;
}

/** A person who is known. */
export interface Contact {
  readonly email: string;
  readonly name?: string;
  readonly accountId?: string;
  readonly ownerRepId?: string;
}

/** Why a lead was taken to belong to an account. */
export interface MatchEvidence {
  readonly code: "contact_email" | "email_domain";
  readonly detail: string;
}

export interface Match {
  readonly account: Account | null;
  readonly contact: Contact | null;
  /** Owner of the contact, else of the account. */
  readonly ownerRepId: string | null;
  readonly evidence: readonly MatchEvidence[];
}
