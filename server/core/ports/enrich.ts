import type { FactValue } from "../enrich/claim.ts";

/** What a source may be asked with: everything that is known of a lead under these names, and nothing else. */
export type EnrichValues = Readonly<
  Partial<Record<"email" | "emailDomain" | "company" | "country" | "phone" | "website" | "firstName" | "lastName" | "ip", string>>
>;

/** What a source says under the name of a fact, with its confidence, 0 to 1. */
export interface SourceFact {
  readonly name: string;
  readonly value: FactValue;
  readonly confidence: number;
}

export type EnrichAnswer =
  | { readonly kind: "facts"; readonly facts: readonly SourceFact[] }
  | { readonly kind: "failed"; readonly reason: string };

/** Somebody outside who knows more of a lead. */
export interface EnrichSource {
  readonly id: string;
  /** Milliseconds that an answer may be used again. */
  readonly cacheMs: number;
  readonly timeoutMs: number;
  /** What the answer depends on; null when this lead gives nothing to ask for. */
  key(values: EnrichValues): string | null;
  /** Always ends by `timeoutMs`; never throws. No facts is an answer, too. */
  ask(values: EnrichValues): Promise<EnrichAnswer>;
}
