import type { Booking } from "../book/booking.ts";
import type { BookingEvent } from "../book/booking-event.ts";
import type { Claim } from "../enrich/claim.ts";
import type { Decision } from "../route/decision.ts";
import type { LedgerEntry } from "../route/pools/ledger.ts";
import { setupFields } from "../route/setup-fields.ts";
import { subjectOf } from "../route/subject.ts";
import type { Setup } from "../setup.ts";
import { formatInstant } from "../time.ts";
import type { Named, Receipt, ReceiptBooking, ReceiptStep } from "./receipt.ts";
import { receiptFacts, receiptInputs } from "./receipt-inputs.ts";
import { receiptNodes } from "./receipt-nodes.ts";
import { type NameRep, receiptPools } from "./receipt-pools.ts";
import { receiptRules } from "./receipt-rules.ts";
import { choicesOf, maskName, redactAnswer } from "./redact.ts";
import { sourceFacts } from "./source-facts.ts";

export interface ReceiptSources {
  readonly decision: Decision;
  /** The version that decided, not the one that is live now. */
  readonly setup: Setup;
  /** SHA-256 of its canonical JSON, hex. */
  readonly setupHash: string;
  /** Of every pool that was asked: entries from the first to `ledgerSeq` + 1. */
  readonly ledgerEntries: readonly LedgerEntry[];
  readonly bookings: readonly Booking[];
  /** What sources said after the decision. */
  readonly late?: readonly Claim[];
  readonly bookingEvents: readonly BookingEvent[];
}

/** The one document that says why a lead was answered as it was, redacted. Pure: the same sources give the same receipt. */
export function buildReceipt({
  decision,
  setup,
  setupHash,
  ledgerEntries,
  bookings,
  bookingEvents,
  late = [],
}: ReceiptSources): Receipt {
  const { lead, match, verdict, route } = decision;
  const choices = choicesOf(setup);
  const options = optionsOf(setup);
  const nameRep = namesOf(setup.reps);
  const nameType = namesOf(setup.meetingTypes);
  const namePool = namesOf(setup.pools);
  const nameScore = namesOf(setup.scores ?? []);
  const fields = setupFields(setup);
  const subject = subjectOf(decision);
  const territory = fields.territoryOf(subject)?.territory;
  return {
    version: 1,
    leadId: decision.leadId,
    decisionId: decision.id,
    decidedAt: formatInstant(decision.decidedAt),
    setup: { versionId: decision.setupVersionId, hash: setupHash },
    outcome: {
      kind: route.outcome,
      text: route.text ?? null,
      url: route.url ?? null,
      meetingType: route.meetingTypeId === undefined ? null : nameType(route.meetingTypeId),
      rep: route.repId === undefined ? null : nameRep(route.repId),
      keptBack: route.keptBack ?? null,
      standInFor: route.standInFor === undefined ? null : nameRep(route.standInFor),
      pool: route.poolId === undefined ? null : namePool(route.poolId),
      queue: route.queue?.id ?? null,
      talkNow: route.talkNow ?? false,
    },
    inputs: receiptInputs(lead, choices),
    facts: [...receiptFacts(lead, match), ...sourceFacts(decision, late)],
    sources: decision.enrichment?.sources ?? [],
    spam: decision.spam ?? null,
    releasedBy: decision.releasedBy ?? null,
    verdict: { ...verdict, qualifiedAt: setup.router.qualify.qualifiedAt ?? null },
    match: receiptMatch(decision, nameRep),
    scores: fields.scoreLead(subject).map((score) => ({ ...score, ...nameScore(score.id) })),
    territory: territory === undefined ? null : { id: territory.id, name: territory.name },
    rules: receiptRules(decision, setup, choices),
    nodes: receiptNodes(decision, setup, choices),
    decidedBy: decidedBy(decision, setup),
    owner: route.owner === undefined ? null : { ...nameRep(route.owner.repId), reason: route.owner.reason },
    asked: (route.asked ?? []).map(({ repId, of, reason }) => ({ ...nameRep(repId), of, reason })),
    pools: receiptPools(decision, setup, { nameRep, ledgerEntries }),
    bookings: bookings.map((booking) => receiptBooking(booking, bookingEvents, { decision, nameRep, nameType, options })),
    steps: decision.steps,
    totalMs: Math.round(decision.steps.reduce((sum, step) => sum + step.ms, 0) * 1_000) / 1_000,
  };
}

function receiptMatch({ lead, match }: Decision, nameRep: NameRep): Receipt["match"] {
  return {
    decision: match.decision,
    score: match.score,
    account: match.account === null ? null : { id: match.account.id, name: match.account.name },
    contact: match.contact === null ? null : (maskName(lead) ?? "known"),
    owner: match.ownerRepId === null ? null : nameRep(match.ownerRepId),
    evidence: match.evidence,
    candidates: match.candidates.map(({ accountId: id, name, score, evidence }) => ({ id, name, score, evidence })),
  };
}

function namesOf(rows: readonly Named[]): NameRep {
  const names = new Map(rows.map(({ id, name }) => [id, name]));
  return (id) => ({ id, name: names.get(id) ?? id });
}

function decidedBy({ verdict, route }: Decision, setup: Setup): Receipt["decidedBy"] {
  if (verdict.kind !== "qualified") return { kind: "verdict" };
  const rule = setup.router.rules.find((one) => one.id === route.ruleId);
  return rule === undefined ? { kind: "catchAll" } : { kind: "rule", rule: { id: rule.id, name: rule.name } };
}

interface Naming {
  readonly decision: Decision;
  readonly nameRep: NameRep;
  readonly nameType: NameRep;
  /** What the questions of meeting types let one choose, in lower case: choices, not personal data. */
  readonly options: ReadonlySet<string>;
}

function optionsOf({ meetingTypes }: Setup): ReadonlySet<string> {
  const questions = meetingTypes.flatMap((type) => type.questions ?? []);
  return new Set(questions.flatMap(({ options = [] }) => options.map((option) => option.toLowerCase())));
}

function receiptBooking(
  booking: Booking,
  events: readonly BookingEvent[],
  { decision, nameRep, nameType, options }: Naming,
): ReceiptBooking {
  return {
    id: booking.id,
    status: booking.status,
    rep: nameRep(booking.repId),
    meetingType: nameType(booking.meetingTypeId),
    startAt: formatInstant(booking.startAt),
    endAt: formatInstant(booking.endAt),
    changes: booking.sequence,
    createdAt: formatInstant(booking.createdAt),
    updatedAt: formatInstant(booking.updatedAt),
    answers: (booking.answers ?? []).map(({ label, value }) => redactAnswer(label, value, options)),
    guests: booking.guests?.length ?? 0,
    byEarlierOffer: booking.decisionId !== decision.id,
    history: events.filter(({ bookingId }) => bookingId === booking.id).map(receiptStep),
  };
}

function receiptStep({ at, action, from, to, by, why }: BookingEvent): ReceiptStep {
  return { at: formatInstant(at), action, from: from ?? null, to, by, why: why ?? null };
}
