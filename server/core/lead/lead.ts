import type { Instant, ZoneName } from "../time.ts";

/** One answered field of a form, as the page sent it. */
export interface FormField {
  readonly name: string;
  readonly value: string;
  readonly label?: string;
  readonly type?: string;
}

/** What the page sent, after its envelope was parsed; the raw bytes stay in the store. */
export interface Submission {
  readonly id: string;
  readonly receivedAt: Instant;
  readonly form: { readonly id?: string; readonly name?: string; readonly fields: readonly FormField[] };
  readonly page: { readonly url: string; readonly referrer?: string; readonly title?: string };
  readonly visitor: {
    readonly timeZone: ZoneName;
    readonly locale: string;
    /** Milliseconds between the first touch of the form and its submission, where the page says so. */
    readonly filledMs?: number;
  };
  /** Where it came from, as the rate limit counts clients; set where the setup asks for it, never kept. */
  readonly client?: string;
}

/** Campaign fields of the page's address. */
export interface Utm {
  readonly source?: string;
  readonly medium?: string;
  readonly campaign?: string;
  readonly term?: string;
  readonly content?: string;
}

/** One person asking, in canonical fields. What could not be read is absent and said in `notes`. */
export interface Lead {
  readonly email?: string;
  /** Registered domain of the e-mail, e.g. `acme.co.uk`. */
  readonly emailDomain?: string;
  readonly freeMail: boolean;
  readonly disposableMail: boolean;
  readonly name?: string;
  readonly firstName?: string;
  readonly lastName?: string;
  readonly company?: string;
  readonly jobTitle?: string;
  readonly industry?: string;
  /** ISO 3166-1 alpha-2. */
  readonly country?: string;
  /** State, province or region, as the form said it. */
  readonly state?: string;
  readonly postalCode?: string;
  /** Employees, as the lower bound of what the form said: `51-100` is 51. */
  readonly companySize?: number;
  /** E.164. */
  readonly phone?: string;
  readonly website?: string;
  readonly message?: string;
  readonly utm: Utm;
  /** Which form it was, as the page, or who sends by the API, calls it. */
  readonly formId?: string;
  readonly formName?: string;
  readonly pageUrl: string;
  readonly pageHost?: string;
  readonly pagePath?: string;
  readonly referrer?: string;
  readonly timeZone: ZoneName;
  readonly locale: string;
  /** Every answer by its field name, as sent. */
  readonly answers: Readonly<Record<string, string>>;
  /** What was odd while reading, for the receipt; never the values themselves. */
  readonly notes: readonly string[];
}
