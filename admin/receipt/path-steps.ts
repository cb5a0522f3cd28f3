import type { Receipt } from "../../server/contract/receipt.ts";
import { count, meetingTime } from "../format.ts";

/** One station of the way from the form to the answer. */
export interface PathStep {
  readonly label: string;
  readonly value: string;
  readonly detail: string;
  /** The panel with the evidence. */
  readonly href: string;
  readonly tone: "good" | "plain" | "bad";
}

/** The decision as the few stations that a person looks for first. */
export function pathSteps(receipt: Receipt): readonly PathStep[] {
  if (receipt.decidedBy.kind === "verdict") return [verdictStep(receipt), matchStep(receipt), answerStep(receipt)];
  return [verdictStep(receipt), matchStep(receipt), ruleStep(receipt), repStep(receipt), answerStep(receipt)];
}

function verdictStep({ verdict }: Receipt): PathStep {
  const words = { qualified: "Qualified", disqualified: "Disqualified", spam: "Spam" };
  const needed = verdict.qualifiedAt === null ? "" : ` of ${verdict.qualifiedAt} needed`;
  const good = verdict.kind === "qualified";
  const scored = verdict.reasons.length > 0 || needed !== "";
  const passed = scored ? `${count(verdict.score, "point")}${needed}` : "no rule refused it";
  const detail = good ? passed : (verdict.reasons.at(-1)?.reason ?? passed);
  return { label: "Qualification", value: words[verdict.kind], detail, href: "#verdict", tone: good ? "good" : "bad" };
}

function matchStep({ match }: Receipt): PathStep {
  const value = match.account?.name ?? (match.contact === null ? "Not known" : "Known contact");
  const known = match.account !== null || match.contact !== null;
  const detail = match.owner === null ? (known ? "without an owner" : "no account, no owner") : `owned by ${match.owner.name}`;
  return { label: "Account", value, detail, href: "#match", tone: known ? "good" : "plain" };
}

function ruleStep({ decidedBy, rules }: Receipt): PathStep {
  const passed = decidedBy.kind === "rule" ? rules.length - 1 : rules.length;
  const detail = passed === 0 ? "the first rule" : `after ${count(passed, "rule")} that did not match`;
  const value = decidedBy.kind === "rule" ? decidedBy.rule.name : "Catch-all";
  return { label: "Rule", value, detail: rules.length === 0 ? "there are no rules" : detail, href: "#rules", tone: "good" };
}

function repStep({ owner, outcome, pools }: Receipt): PathStep {
  const asked = pools.at(-1);
  const pool = outcome.pool?.name ?? asked?.name ?? "";
  const href = asked === undefined ? "#story" : `#pool-${asked.id}`;
  if (outcome.rep !== null)
    return {
      label: "Rep",
      value: outcome.rep.name,
      detail: outcome.rep.id === owner?.id ? "the owner, could be offered" : `next in ${pool}`,
      href,
      tone: "good",
    };
  if (outcome.kind === "offered")
    return { label: "Rep", value: pool, detail: "the rep is chosen at booking", href, tone: "good" };
  if (asked !== undefined)
    return { label: "Rep", value: "Nobody", detail: `nobody of ${pool} could be offered`, href, tone: "bad" };
  return { label: "Rep", value: "None asked", detail: "the rule offers no meeting", href, tone: "plain" };
}

const answers: Readonly<Record<Receipt["outcome"]["kind"], string>> = {
  offered: "Times offered",
  redirect: "Another page",
  message: "A message",
  disqualified: "A polite message",
  fallback: "Kept for follow-up",
};

const took: ReadonlySet<string> = new Set(["booked", "confirmed", "completed", "no_show"]);

function answerStep({ outcome, bookings }: Receipt): PathStep {
  const meeting = bookings.find(({ status }) => took.has(status));
  if (meeting !== undefined) {
    const detail = meetingTime(Date.parse(meeting.startAt), Date.parse(meeting.endAt));
    return { label: "Answer", value: "Booked", detail, href: "#meeting", tone: "good" };
  }
  const cancelled = bookings.some(({ status }) => status === "cancelled");
  const detail = cancelled ? "booked, then cancelled" : (outcome.meetingType?.name ?? outcome.url ?? outcome.text ?? "");
  const tone = outcome.kind === "offered" ? "good" : outcome.kind === "fallback" ? "bad" : "plain";
  return { label: "Answer", value: answers[outcome.kind], detail, href: cancelled ? "#meeting" : "#story", tone };
}
