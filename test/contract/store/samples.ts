import { randomBytes } from "node:crypto";
import type { JobRow } from "../../../db/store/jobs.ts";
import type { LeadRow } from "../../../db/store/leads.ts";
import type { CapturedSubmission } from "../../../db/store/submissions.ts";
import type { Booking } from "../../../server/core/book/booking.ts";
import type { BookingId, DecisionId, JobId, LeadId, SetupVersionId } from "../../../server/core/id.ts";
import { newId } from "../../../server/core/id.ts";
import { noMatch } from "../../../server/core/match/account.ts";
import type { Decision } from "../../../server/core/route/decision.ts";
import type { LedgerEntry } from "../../../server/core/route/pools/ledger.ts";
import type { Setup } from "../../../server/core/setup.ts";
import { instant } from "../../../server/core/time.ts";

export const leadId = (): LeadId => newId("lead", randomBytes);
const decisionId = (): DecisionId => newId("dec", randomBytes);
const bookingId = (): BookingId => newId("bk", randomBytes);
const jobId = (): JobId => newId("job", randomBytes);
export const setupVersionId = (): SetupVersionId => newId("sv", randomBytes);
export const unique = (): string => randomBytes(8).toString("hex");

export const noon = instant(Date.UTC(2026, 5, 15, 12));
export const after = (ms: number) => instant(noon + ms);

export function aSubmission(id: string, text = "email=ada@example.org") {
  const body = new TextEncoder().encode(text);
  return {
    id,
    receivedAt: noon,
    body,
    contentType: "text/plain",
    origin: "https://example.org",
  } satisfies Partial<CapturedSubmission>;
}

export const aLead = (given: Partial<LeadRow> = {}): LeadRow => ({
  id: leadId(),
  submissionId: unique(),
  createdAt: noon,
  outcome: "offered",
  state: "offered",
  stateAt: noon,
  rung: 0,
  ...given,
});

export const aDecision = (given: Partial<Decision> = {}): Decision => ({
  id: decisionId(),
  leadId: leadId(),
  decidedAt: noon,
  setupVersionId: setupVersionId(),
  lead: {
    email: "ada@example.org",
    freeMail: false,
    disposableMail: false,
    utm: { source: "newsletter" },
    pageUrl: "https://example.org/pricing",
    timeZone: "Europe/Berlin",
    locale: "de",
    answers: { "E-Mail": "ada@example.org", notes: 'quote " backslash \\ nul \0 snow ☃ 𝒳' },
    notes: [],
  },
  verdict: { kind: "qualified", score: 10, reasons: [], unknown: ["companySize"] },
  match: noMatch,
  route: { outcome: "offered", ruleId: null, path: [], turns: [{ poolId: "sales", ledgerSeq: 3, reasons: [["chosen", 1]] }] },
  steps: [{ name: "route", ms: 0.25 }],
  ...given,
});

export const anEntry = (poolId: string, seq: number): LedgerEntry => ({
  poolId,
  seq,
  repId: "rep-a",
  kind: "offered",
  turns: 1,
  leadId: leadId(),
  at: noon,
});

const minute = 60_000;

/** A booking of `repId` whose block is `[startMinute, endMinute)` after noon; the meeting lies inside its buffers. */
export function aBooking(
  repId: string,
  [startMinute, endMinute]: readonly [number, number],
  given: Partial<Booking> = {},
): Booking {
  return {
    id: bookingId(),
    leadId: leadId(),
    decisionId: decisionId(),
    repId,
    meetingTypeId: "intro",
    status: "booked",
    startAt: after(startMinute * minute + 1),
    endAt: after(endMinute * minute - 1),
    blockStartAt: after(startMinute * minute),
    blockEndAt: after(endMinute * minute),
    visitor: { name: "Ada", email: "ada@example.org", timeZone: "Europe/Berlin", locale: "de" },
    sequence: 0,
    uid: unique(),
    manageTokenHash: unique(),
    createdAt: noon,
    updatedAt: noon,
    ...given,
  };
}

export const aJob = (given: Partial<Pick<JobRow, "id" | "uniqueKey" | "runAt" | "payload">> = {}) => ({
  id: jobId(),
  kind: "notify",
  uniqueKey: unique(),
  payload: { bookingId: "bk_1", tries: [1, 2, { deep: null }] },
  runAt: noon,
  ...given,
});

export const aSetup: Setup = {
  company: { name: "Example", timeZone: "Europe/Berlin" },
  sites: [],
  reps: [],
  pools: [],
  meetingTypes: [],
  router: { rules: [] } as unknown as Setup["router"],
};
