import type { Claim } from "../enrich/claim.ts";
import { localFacts } from "../enrich/local-facts.ts";
import type { Decision } from "../route/decision.ts";
import { subjectOf } from "../route/subject.ts";
import { formatInstant } from "../time.ts";
import type { ReceiptFact } from "./receipt.ts";

/** What is read out of the form and the account, and worth a line where nobody else was asked. */
const derived: ReadonlySet<string> = new Set(["seniority", "jobFunction", "state", "industry", "revenue"]);

/** Facts by name with source, age and confidence: those that rules could ask first, then what else was said, then what came late. */
export function sourceFacts(decision: Decision, late: readonly Claim[]): readonly ReceiptFact[] {
  const { facts, enrichment } = decision;
  if (facts === undefined) {
    const { facts: local } = localFacts(subjectOf(decision));
    return Object.entries(local).flatMap(([name, fact]) => (derived.has(name) ? [line({ name, ...fact }, "used")] : []));
  }
  const others = enrichment?.others ?? [];
  // A lead that was routed again for a late answer has it among what was known.
  const known = [...Object.entries(facts).map(([name, fact]) => ({ name, ...fact })), ...others];
  const isKnown = (claim: Claim) =>
    known.some(({ name, source, at }) => name === claim.name && source === claim.source && at === claim.at);
  return [
    ...Object.entries(facts).map(([name, fact]) => line({ name, ...fact }, "used")),
    ...others.map((claim) => line(claim, "other")),
    ...late.filter((claim) => !isKnown(claim)).map((claim) => line(claim, "late")),
  ];
}

interface Said {
  readonly name: string;
  readonly value: unknown;
  readonly source: string;
  readonly at: Claim["at"];
  readonly confidence?: number;
}

function line({ name, value, source, at, confidence }: Said, use: NonNullable<ReceiptFact["use"]>): ReceiptFact {
  const sure = confidence === undefined ? {} : { confidence };
  return { name, value: Array.isArray(value) ? value.join(", ") : String(value), source, at: formatInstant(at), ...sure, use };
}
