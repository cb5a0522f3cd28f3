/** A header of a request: as it stands, or out of an environment variable behind a prefix such as `Bearer `. */
export type HeaderValue = string | { readonly env: string; readonly prefix?: string };

/** How one fact is taken out of an answer: the path of a value in its JSON, e.g. `company.metrics.employees` or `data[0].name`. */
export interface FactMapping {
  readonly path: string;
  /** How the value is read; as it stands when absent. */
  readonly as?: "text" | "number" | "boolean" | "country" | "industry" | "amount";
}

export type SourceSettings = { readonly id: string } & (
  | { readonly kind: "mail_domain"; readonly timeoutMs: number; readonly cacheHours: number }
  | { readonly kind: "ip_country" }
  | {
      readonly kind: "http";
      /** With names in braces, e.g. `https://api.example.com/v1/companies?domain={emailDomain}`. */
      readonly url: string;
      readonly headers: Readonly<Record<string, HeaderValue>>;
      readonly facts: Readonly<Record<string, FactMapping>>;
      readonly confidence: number;
      readonly timeoutMs: number;
      readonly cacheHours: number;
    }
);

/** The setup's `enrich`: who is asked about a lead, how long that may take, and who is believed. */
export interface EnrichSettings {
  /** Milliseconds that all sources together may keep a visitor waiting. */
  readonly deadlineMs: number;
  /** A fact below this confidence is shown, and not used. */
  readonly confident: number;
  readonly prefer: Readonly<Record<string, readonly string[]>>;
  /** What becomes of an answer that came too late: kept beside the lead, or asked of the rules once more. */
  readonly late: "keep" | "reroute";
  readonly sources: readonly SourceSettings[];
}
