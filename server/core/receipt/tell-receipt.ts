import type { Receipt, ReceiptBooking } from "./receipt.ts";
import { tellBecause, tellNodes, tellOwner } from "./tell-path.ts";
import { tellPool } from "./tell-pool.ts";
import { signed, tellScores } from "./tell-scores.ts";

/** A receipt in plain words. */
export interface Story {
  readonly heading: string;
  readonly paragraphs: readonly { readonly title: string; readonly text: string }[];
}

/** Tells a receipt so that a person who runs revenue operations can follow and check it. */
export function tellReceipt(receipt: Receipt): Story {
  const paragraphs = [
    { title: "Who asked", text: tellWho(receipt) },
    { title: "What was known", text: tellFacts(receipt) },
    { title: "Account and owner", text: tellMatch(receipt) },
    { title: "Qualification", text: tellVerdict(receipt) },
    { title: "Scores", text: tellScores(receipt) },
    { title: "The territory", text: receipt.territory === null ? "" : `The lead belongs to ${receipt.territory.name}.` },
    { title: "The rule", text: tellRule(receipt) },
    { title: "The way from there", text: tellNodes(receipt) },
    { title: "The owner", text: tellOwner(receipt) },
    ...receipt.pools.map((pool) => ({ title: `Turns of ${pool.name}`, text: tellPool(pool) })),
    { title: "The answer", text: tellAnswer(receipt) },
    { title: "The meeting", text: receipt.bookings.map(tellBooking).join(" ") },
    { title: "How long it took", text: tellSteps(receipt) },
    {
      title: "How to check it",
      text: `Setup version ${receipt.setup.versionId} (${receipt.setup.hash.slice(0, 12)}) decided. Routing the lead again with it, the recorded reasons and the ledger as it stood must give the same answer.`,
    },
  ];
  return { heading: tellHeading(receipt), paragraphs: paragraphs.filter((one) => one.text !== "") };
}

function who(receipt: Receipt): string {
  const company = receipt.match.account?.name ?? receipt.facts.find((fact) => fact.name === "company")?.value;
  const name = receipt.inputs.name ?? receipt.inputs.email ?? "Somebody";
  return company === undefined ? name : `${name} of ${company}`;
}

function tellHeading(receipt: Receipt): string {
  const { kind, rep, pool } = receipt.outcome;
  switch (kind) {
    case "offered":
      return `${who(receipt)} was offered the times of ${rep?.name ?? pool?.name ?? "a rep"}`;
    case "redirect":
      return `${who(receipt)} was sent to another page`;
    case "message":
      return `${who(receipt)} was answered with a message`;
    case "disqualified":
      return `${who(receipt)} did not qualify`;
    case "fallback":
      return `${who(receipt)} was kept for a follow-up, because nobody could be offered`;
  }
}

function tellWho({ inputs, decidedAt }: Receipt): string {
  const at = `${decidedAt.slice(0, 19).replace("T", " ")} UTC`;
  const email = inputs.email === null ? "no readable e-mail" : inputs.email;
  const page = inputs.page.host === null ? "" : ` on ${inputs.page.host}${inputs.page.path ?? ""}`;
  const notes = inputs.notes.length === 0 ? "" : ` Odd in the form: ${inputs.notes.join("; ")}.`;
  return `${inputs.name ?? "Somebody"} (${email}) sent a form${page} at ${at}, from the zone ${inputs.timeZone}.${notes}`;
}

function tellFacts({ facts }: Receipt): string {
  const told = facts.filter(({ use }) => use === undefined || use === "used");
  return told.map((fact) => `${capital(fact.name)}: ${fact.value} (${fact.source}).`).join(" ");
}

const percent = (score: number) => `${Math.round(score * 100)} %`;

function tellMatch({ match }: Receipt): string {
  const { account, contact, owner, evidence, candidates, decision, score } = match;
  const [best] = candidates;
  if (account === null && contact === null) {
    if (decision !== "suggest" || best === undefined) return "Nothing about the company is known: no account and no owner.";
    return `It may be ${best.name} (${percent(score)}: ${because(best.evidence)}), which is too little to route by: no account and no owner.`;
  }
  const who = account === null ? "A known contact without an account" : `The account is ${account.name}`;
  return `${who}, because ${because(evidence)}. ${owner === null ? "It has no owner." : `The owner is ${owner.name}.`}`;
}

/** What speaks for it; what speaks against it is in the list of candidates. */
function because(evidence: Receipt["match"]["evidence"]): string {
  const spoken = evidence.filter(({ contribution }) => contribution === undefined || contribution > 0);
  return (spoken.length > 0 ? spoken : evidence).map((one) => one.detail).join("; ");
}

function tellSpam({ spam, releasedBy }: Receipt): string {
  if (releasedBy !== null) return ` It had been held back as spam, and ${releasedBy} let it go.`;
  if (spam?.verdict !== "suspect") return "";
  return ` It may be spam: ${spam.signals.map(({ detail, points }) => `${detail} (${signed(points)})`).join("; ")}.`;
}

function tellVerdict({ verdict, ...receipt }: Receipt): string {
  const verdicts = {
    qualified: "The lead qualifies",
    disqualified: "The lead does not qualify",
    spam: "The lead was taken for spam",
  };
  const reasons = verdict.reasons.map(({ reason, points }) => (points === 0 ? reason : `${reason} (${signed(points)})`));
  const score = verdict.qualifiedAt === null ? "" : ` with ${verdict.score} of the ${verdict.qualifiedAt} points that are needed`;
  const because = reasons.length === 0 ? (score === "" ? ": no rule refused it." : ".") : `: ${reasons.join("; ")}.`;
  const unknown =
    verdict.unknown.length === 0 ? "" : ` Not answered, because a field was missing: ${verdict.unknown.join(", ")}.`;
  return `${verdicts[verdict.kind]}${score}${because}${unknown}${tellSpam({ verdict, ...receipt })}`;
}

const keptBackTexts = {
  meeting: "No rule was asked, because the person has a meeting ahead: its link was mailed to the address that booked it.",
  person: "No rule was asked, because the person has sent as many leads as the setup allows.",
  domain: "No rule was asked, because the company has sent as many leads as the setup allows.",
} as const;

function tellRule({ decidedBy, rules, outcome }: Receipt): string {
  if (outcome.keptBack !== null) return keptBackTexts[outcome.keptBack];
  if (decidedBy.kind === "verdict") return "No rule was asked, because qualification had the answer.";
  const passed = decidedBy.kind === "rule" ? rules.length - 1 : rules.length;
  const unknown = rules.filter((rule) => rule.answer === "unknown").map((rule) => rule.name);
  const open = unknown.length === 0 ? "" : ` Of these, a field was missing for: ${listed(unknown)}.`;
  if (decidedBy.kind === "catchAll") {
    return passed === 0
      ? "There are no rules; the catch-all decided."
      : `None of the ${passed} rules matched; the catch-all decided.${open}`;
  }
  const before =
    passed === 0 ? "" : passed === 1 ? " One rule before it did not match." : ` ${passed} rules before it did not match.`;
  return `“${decidedBy.rule.name}” matched: ${tellBecause(rules.at(-1)?.because)}.${before}${open}`;
}

function tellAnswer({ outcome }: Receipt): string {
  switch (outcome.kind) {
    case "offered":
      return `The page showed times for “${outcome.meetingType?.name ?? "a meeting"}”${outcome.rep === null ? "" : ` with ${outcome.rep.name}`}${outcome.talkNow ? ", and was told that the visitor may talk to somebody at once" : ""}.${tellStandIn(outcome)}`;
    case "redirect":
      return `The page went on to ${outcome.url ?? "another address"}.`;
    case "message":
    case "disqualified":
    case "fallback":
      return `${outcome.queue === null ? "" : `The lead waits in the queue ${outcome.queue}, and people were told. `}The page said: “${outcome.text ?? ""}”`;
  }
}

function tellStandIn({ standInFor, rep }: Receipt["outcome"]): string {
  if (standInFor === null) return "";
  return ` ${rep?.name ?? "The rep"} stands in for the meeting; the lead and the turn are those of ${standInFor.name}.`;
}

const bookingTexts: Readonly<Record<ReceiptBooking["status"], string>> = {
  held: "is held",
  booked: "is booked, and the invite is on its way",
  confirmed: "is booked, and the invite is out",
  cancelled: "was cancelled",
  completed: "took place",
  no_show: "was missed by the visitor",
  reassigned: "went to another rep",
  expired: "was held and let go",
};

function tellBooking(booking: ReceiptBooking): string {
  const at = `${booking.startAt.slice(0, 16).replace("T", " ")} UTC`;
  const changes =
    booking.changes === 0 ? "" : booking.changes === 1 ? " It changed once." : ` It changed ${booking.changes} times.`;
  const offer = booking.byEarlierOffer
    ? " The visitor chose it from an offer that was made before the lead was routed anew."
    : "";
  return `“${booking.meetingType.name}” with ${booking.rep.name} at ${at} ${bookingTexts[booking.status]}.${offer}${changes}`;
}

function tellSteps({ steps, totalMs }: Receipt): string {
  if (steps.length === 0) return "";
  const each = steps.map(({ name, ms }) => `${name} ${milliseconds(ms)}`).join(", ");
  return `${milliseconds(totalMs)} in all: ${each}.`;
}

function milliseconds(ms: number): string {
  return `${ms < 1 ? Math.round(ms * 1_000) / 1_000 : Math.round(ms * 10) / 10} ms`;
}

function listed(names: readonly string[]): string {
  return names.length > 5 ? `${names.slice(0, 5).join(", ")} and ${names.length - 5} more` : names.join(", ");
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
