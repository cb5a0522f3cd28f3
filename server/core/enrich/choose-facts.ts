import type { Fact } from "../route/subject.ts";
import type { Claim } from "./claim.ts";

/** Which source is believed before which. */
export interface FactPolicy {
  /** Ids of sources, the first believed first; those that are not named come after, in the order of their claims. */
  readonly order: readonly string[];
  /** Another order for some facts, e.g. `{ country: ["ip", "form"] }`. */
  readonly prefer?: Readonly<Record<string, readonly string[]>>;
  /** A claim below this confidence never wins. */
  readonly confident: number;
}

/** For each name the first confident claim wins; every other one stays visible. Pure. */
export function chooseFacts(
  claims: readonly Claim[],
  { order, prefer, confident }: FactPolicy,
): { readonly facts: Readonly<Record<string, Fact>>; readonly others: readonly Claim[] } {
  const winners = new Map<string, Claim>();
  for (const name of new Set(claims.map((claim) => claim.name))) {
    const ranks = [...(prefer?.[name] ?? []), ...order];
    const rank = ({ source }: Claim) => (ranks.includes(source) ? ranks.indexOf(source) : ranks.length);
    const [first] = claims
      .filter((one) => one.name === name && one.confidence >= confident)
      .toSorted((a, b) => rank(a) - rank(b));
    if (first !== undefined) winners.set(name, first);
  }
  const chosen = new Set(winners.values());
  const facts = [...winners].map(
    ([name, { value, source, at, confidence }]) => [name, { value, source, at, confidence }] as const,
  );
  return { facts: Object.fromEntries(facts), others: claims.filter((claim) => !chosen.has(claim)) };
}
