import type { Receipt } from "../../server/contract/receipt.ts";
import { amount } from "../format.ts";
import type { Pool, PoolRep, Reason } from "./receipt-types.ts";

const unknownIsNeverFree = "and unknown is never free";

/** Why a rep is out, of the rep alone. */
const outTexts: Readonly<Record<Exclude<Reason, "chosen" | "lower_turn">, string>> = {
  outside_hours: "No working hours in the days that can be booked.",
  calendar_busy: "No free time in the days that can be booked.",
  calendar_unread: `The calendar could not be read, ${unknownIsNeverFree}.`,
  calendar_stale: `The calendar was last read too long ago, ${unknownIsNeverFree}.`,
  calendar_lost: `The calendar refuses us access, ${unknownIsNeverFree}. It must be connected again.`,
  capped: "Has as many leads or meetings as the cap allows.",
  inactive: "Takes no leads now; the setup says so.",
  away: "Away.",
  paused: "Paused: takes no new leads.",
  lacks_skill: "Has not what this lead needs.",
  excluded: "Had this lead before, so the others were asked.",
  unknown_rep: "Is not in the setup any more.",
};

/** Whether a rep could not be offered at all, which is another thing than having the turn later. */
export function isOut(reason: Reason): reason is keyof typeof outTexts {
  return reason !== "chosen" && reason !== "lower_turn";
}

/** Why this member of a pool was taken or was not, as one sentence to that rep. */
export function whyRep(rep: PoolRep, pool: Pool): string {
  if (isOut(rep.reason)) return outTexts[rep.reason];
  if (rep.reason === "chosen") return whyChosen(rep, pool);
  const chosen = pool.reps.find((one) => one.reason === "chosen");
  if (chosen !== undefined) return whyLater(rep, chosen, pool.rotation);
  return pool.offer === "rep" ? "Was not asked." : "Could be offered together with the others.";
}

function whyChosen(rep: PoolRep, { rotation, reps }: Pool): string {
  const { before } = rep;
  if (rep.weight === 0) return "A reserve, taken because nobody with a share could be offered.";
  const able = "of those who could be offered";
  if (rotation === "strict") return `First by priority, then by the longest wait, ${able}.`;
  if (before === null) return `Next in fair order, ${able}.`;
  if (reps.every((one) => one.before?.turns === 0)) return `Next in fair order ${able}; nobody had a turn yet.`;
  return `Next in fair order ${able}, ${before.shortfall < 0 ? "though" : "and"} ${standing(before.shortfall)}.`;
}

function whyLater(rep: PoolRep, chosen: PoolRep, rotation: Pool["rotation"]): string {
  const [own, theirs] = [rep.before, chosen.before];
  if (rep.weight === 0) return "A reserve, asked only when nobody with a share can be offered.";
  if (own === null || theirs === null) return `The turn was ${chosen.name}’s; this one comes later.`;
  if (rotation === "weighted" && own.shortfall !== theirs.shortfall)
    return `Comes later: ${standing(own.shortfall)}, while ${chosen.name} ${standing(theirs.shortfall)}.`;
  if (rotation === "weighted" && rep.weight !== chosen.weight) return `Owed the same, but ${chosen.name} has the larger share.`;
  const same = rotation === "weighted" ? "Owed the same" : "Comes later";
  if (rep.priority !== chosen.priority) return `${same}: ${chosen.name} has the higher priority.`;
  if (own.lastTurnAt !== theirs.lastTurnAt) return `${same}: ${chosen.name} has waited longer since the last turn.`;
  return `${same}: ${chosen.name} stands before in the pool’s list.`;
}

/** `was owed 0.67 turns`, `was 0.33 turns ahead`, `was owed nothing`. */
function standing(shortfall: number): string {
  const turns = amount(Math.abs(shortfall));
  if (turns === "0") return "was owed nothing";
  const unit = turns === "1" ? "turn" : "turns";
  return shortfall > 0 ? `was owed ${turns} ${unit}` : `was ${turns} ${unit} ahead`;
}

/** Why the lead got this answer and this rep, in a sentence or two. */
export function whyAnswer(receipt: Receipt): string {
  const { owner, outcome, verdict, match, decidedBy } = receipt;
  if (decidedBy.kind === "verdict")
    return `${verdict.reasons.at(-1)?.reason ?? "A rule of qualification refused the lead"}. No rule of the router was asked.`;
  const ruled =
    decidedBy.kind === "rule" ? `The rule “${decidedBy.rule.name}” matched.` : "No rule matched, so the catch-all decided.";
  if (owner?.reason === "chosen")
    return `${owner.name} owns ${match.account?.name ?? "this contact"} and could be offered, so no pool was asked.`;
  const past = owner === null ? "" : `${owner.name} is the owner, but could not be offered. `;
  const pool = receipt.pools.find((one) => one.id === outcome.pool?.id) ?? receipt.pools.at(-1);
  const chosen = pool?.reps.find((rep) => rep.reason === "chosen");
  if (pool !== undefined && chosen !== undefined) return `${past}${ruled} ${chosen.name} was ${lowered(whyRep(chosen, pool))}`;
  if (pool !== undefined && outcome.kind === "offered")
    return `${past}${ruled} Times were offered at which ${pool.offer === "all" ? "everybody" : "anybody"} of ${pool.name} is free.`;
  if (pool !== undefined) return `${past}${ruled} Nobody of ${pool.name} could be offered.`;
  return `${past}${ruled} It answers with ${outcome.kind === "redirect" ? "another page" : "a message"}.`;
}

function lowered(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
