import type { RepReason } from "../availability/rep.ts";
import type { ReceiptPool, ReceiptRep } from "./receipt.ts";

/** Why a rep is out, after the rep's name. */
const reasonTexts: Readonly<Record<RepReason, string>> = {
  chosen: "was next",
  lower_turn: "had their turn later",
  outside_hours: "has no working hours in the days that can be booked",
  calendar_busy: "has no free time in the days that can be booked",
  calendar_unread: "has a calendar that could not be read, and unknown is never free",
  calendar_stale: "has a calendar that was last read too long ago, and unknown is never free",
  calendar_lost: "has a calendar that refuses us access, and unknown is never free",
  capped: "has as many leads or meetings as their cap allows",
  inactive: "does not take leads now",
  away: "is away",
  paused: "is paused",
  lacks_skill: "has not what this lead needs",
  excluded: "was left out because they had this lead before",
  unknown_rep: "is not in the setup any more",
};

export function tellReason(reason: RepReason): string {
  return reasonTexts[reason];
}

/** Of several reps with one reason: this many are named, the rest counted. */
const namedAtMost = 4;

/** Whose turn it was in a pool, and who was left out and why. */
export function tellPool(pool: ReceiptPool): string {
  const chosen = pool.reps.find((rep) => rep.reason === "chosen");
  const out = tellLeftOut(pool.reps.filter((rep) => rep.reason !== "chosen" && rep.reason !== "lower_turn"));
  const able = pool.reps.filter((rep) => rep.reason === "lower_turn").length;
  return [tellTurn(pool, chosen), out, chosen === undefined ? "" : tellLater(able)].filter((text) => text !== "").join(" ");
}

function tellTurn(pool: ReceiptPool, chosen: ReceiptRep | undefined): string {
  if (chosen !== undefined && pool.returning?.id === chosen.id)
    return `${chosen.name} had an earlier lead of the same person or company, and so was asked before the others.`;
  if (chosen !== undefined) return `${chosen.name} was next: ${tellDue(pool, chosen)}.`;
  const canBeOffered = pool.reps.some((rep) => rep.reason === "lower_turn");
  if (pool.offer === "any" && canBeOffered)
    return "Times at which anybody of the pool is free were offered; the rep is chosen at booking.";
  if (pool.offer === "all" && pool.reps.every((rep) => rep.reason === "lower_turn"))
    return "Times at which everybody of the pool is free were offered.";
  return pool.offer === "all"
    ? "Everybody is needed at once, and somebody could not be offered."
    : "Nobody of the pool could be offered.";
}

/** The account of the one who was next, so that a person can check the sum. */
function tellDue(pool: ReceiptPool, { before, priority, weight, load }: ReceiptRep): string {
  if (pool.rotation === "leastLoaded" && load !== null)
    return `${load} open ${load === 1 ? "lead or meeting" : "leads and meetings"} ahead, the fewest for the weight of who could be offered`;
  if (before === null) return "the pool's ledger up to this turn is not at hand";
  if (weight === 0) return "a reserve with weight 0, taken because nobody with a share could be";
  if (pool.rotation === "strict") return `priority ${priority}, and ${tellLast(before.lastTurnAt)}`;
  const taken = before.turns + before.credit;
  const credited = before.credit === 0 ? "" : `, ${amount(before.credit)} of them credited for the time before joining or away`;
  const share = `the fair share was ${amount(before.due)}`;
  const everyTurn = pool.reps.reduce((sum, rep) => sum + (rep.before?.turns ?? 0), 0);
  if (everyTurn === 0) return `nobody had a turn yet, and ${percent(before.share)} of the turns is the share`;
  return `${turns(taken)} taken${credited}, where ${share} (${percent(before.share)} of all), and ${tellLast(before.lastTurnAt)}`;
}

function tellLast(lastTurnAt: string | null): string {
  return lastTurnAt === null ? "no turn before" : `the last turn was at ${lastTurnAt.slice(0, 16).replace("T", " ")} UTC`;
}

function tellLeftOut(reps: readonly ReceiptRep[]): string {
  const byReason = new Map<RepReason, ReceiptRep[]>();
  for (const rep of reps) byReason.set(rep.reason, [...(byReason.get(rep.reason) ?? []), rep]);
  return [...byReason]
    .map(([reason, some]) =>
      some.length === 1 ? `${some[0]?.name} ${tellReason(reason)}.` : `${tellNames(some)}: each ${tellReason(reason)}.`,
    )
    .join(" ");
}

function tellNames(reps: readonly ReceiptRep[]): string {
  const names = reps.slice(0, namedAtMost).map((rep) => rep.name);
  const more = reps.length - names.length;
  if (more > 0) return `${names.join(", ")} and ${more} more`;
  return `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}

function tellLater(count: number): string {
  if (count === 0) return "";
  return count === 1 ? "One more rep has a turn later." : `${count} more reps have their turns later.`;
}

function turns(count: number): string {
  return count === 1 ? "1 turn" : `${amount(count)} turns`;
}

/** At most two decimals, and none that say nothing. */
function amount(value: number): string {
  return String(Math.round(value * 100) / 100);
}

function percent(share: number): string {
  return `${amount(share * 100)} %`;
}
