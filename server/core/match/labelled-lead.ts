import type { Lead } from "../lead/lead.ts";
import { readMailDomain } from "../lead/mail-domains.ts";
import { readCountry } from "../lead/read-country.ts";
import { readEmail } from "../lead/read-email.ts";

/** A lead of a file: what was typed, and for labelled files what is right. Columns that are not named here are ignored. */
export interface LeadRow {
  readonly id: string;
  readonly lead: Lead;
  /** Absent in a file without labels. */
  readonly label?: LeadLabel;
}

export interface LeadLabel {
  readonly class: string;
  /** Null: the lead belongs to no account. */
  readonly expected: string | null;
  /** Accounts that are right as well. */
  readonly acceptable: readonly string[];
  /** False when nobody could know it from what was typed. */
  readonly recoverable: boolean;
}

/** What a row without a form behind it lacks. */
const bareLead = { utm: {}, pageUrl: "", timeZone: "UTC", locale: "", answers: {}, notes: [] } as const;

/** The lead of a row with `company`, `email` or `email_domain`, `website` and `country`; the same matcher as the server's reads it. */
export function leadOfRow(row: Readonly<Record<string, string | undefined>>): Lead {
  const address = row.email || (row.email_domain ? `somebody@${row.email_domain}` : "");
  const email = readEmail(address);
  const domain = email === null ? null : readMailDomain(email.host);
  const country = row.country ? readCountry(row.country) : null;
  return {
    ...bareLead,
    freeMail: domain?.free ?? false,
    disposableMail: domain?.disposable ?? false,
    ...(email === null ? {} : { email: email.email }),
    ...(domain === null || domain.registered === null ? {} : { emailDomain: domain.registered }),
    ...(row.company?.trim() ? { company: row.company.trim() } : {}),
    ...(row.website?.trim() ? { website: row.website.trim() } : {}),
    ...(country === null ? {} : { country }),
  };
}

/** Reads a row; the label only where there is an expected account. */
export function readLeadRow(row: Readonly<Record<string, string | undefined>>): LeadRow {
  const { id = "", expected_account_id: expected } = row;
  const lead = leadOfRow(row);
  if (!expected) return { id, lead };
  const label = {
    class: row.class || "all",
    expected: expected === "NONE" ? null : expected,
    acceptable: (row.acceptable_account_ids ?? "").split("|").filter((one) => one !== ""),
    recoverable: row.string_recoverable !== "0",
  };
  return { id, lead, label };
}
