import type { RepReason } from "../availability/rep.ts";
import type { Receipt, ReceiptPool, ReceiptRep } from "./receipt.ts";
import { tellReason } from "./tell-pool.ts";

/** What one pool made of a rep for one lead. Nothing in it is about anybody else but in numbers. */
export interface WhyInPool {
  readonly pool: string;
  readonly reason: RepReason;
  /** Turns owed to the rep before this lead, and to the one who was next; null where nobody reckons. */
  readonly owed: number | null;
  readonly owedToNext: number | null;
  readonly text: string;
}

/** Why a rep got a lead, or did not. Holds nothing of the visitor, and of other reps only what was owed. */
export interface WhyNotMe {
  readonly leadId: string;
  readonly decidedAt: string;
  readonly rep: string;
  readonly chosen: boolean;
  readonly pools: readonly WhyInPool[];
  readonly text: string;
}

/** Tells one rep what a receipt says of him. */
export function whyNotMe(receipt: Receipt, repId: string): WhyNotMe {
  const chosen = receipt.outcome.rep?.id === repId;
  const pools = receipt.pools.flatMap((pool) => whyInPool(pool, repId));
  return {
    leadId: receipt.leadId,
    decidedAt: receipt.decidedAt,
    rep: repId,
    chosen,
    pools,
    text: [
      chosen ? "You were offered this lead." : "",
      tellOwner(receipt, repId),
      ...pools.map(({ text }) => text),
      tellElse(receipt, pools.length),
    ]
      .filter((text) => text !== "")
      .join(" "),
  };
}

function whyInPool(pool: ReceiptPool, repId: string): readonly WhyInPool[] {
  const mine = pool.reps.find((rep) => rep.id === repId);
  if (mine === undefined) return [];
  const next = pool.reps.find((rep) => rep.reason === "chosen");
  const owed = mine.before?.shortfall ?? null;
  const owedToNext = next?.before?.shortfall ?? null;
  const text = tellEarlier(pool, mine) ?? tellLoads(pool.name, mine, next) ?? tellMine(pool, mine.reason, { owed, owedToNext });
  return [{ pool: pool.name, reason: mine.reason, owed, owedToNext, text }];
}

/** Whoever had an earlier lead of the same people comes before all turns; null when that was nobody. */
function tellEarlier(pool: ReceiptPool, { id, reason }: ReceiptRep): string | null {
  if (!pool.returning) return null;
  if (pool.returning.id === id)
    return `In ${pool.name} you were asked first: you had an earlier lead of the same person or company.`;
  return reason === "lower_turn" ? `In ${pool.name} a colleague had an earlier lead of the same person or company.` : null;
}

/** Null in a pool that does not go by what everybody has open. */
function tellLoads(pool: string, mine: ReceiptRep, next: ReceiptRep | undefined): string | null {
  if (
    mine.load === null ||
    next === undefined ||
    next.load === null ||
    (mine.reason !== "lower_turn" && mine.reason !== "chosen")
  )
    return null;
  const own = `you had ${mine.load} open leads and meetings ahead, with a weight of ${mine.weight}`;
  if (mine.reason === "chosen") return `In ${pool} it was your turn: ${own}.`;
  return `In ${pool} it was somebody else's turn: ${own}; the one who was next had ${next.load}, with ${next.weight}.`;
}

function tellMine(pool: ReceiptPool, reason: RepReason, sums: Pick<WhyInPool, "owed" | "owedToNext">): string {
  if (reason === "chosen")
    return `In ${pool.name} it was your turn${sums.owed === null ? "" : `: you were owed ${amount(sums.owed)}`}.`;
  if (reason !== "lower_turn") return `In ${pool.name} you could not be offered: the rep ${tellReason(reason)}.`;
  if (pool.offer !== "rep") return `In ${pool.name} nobody is chosen before the visitor books.`;
  if (pool.rotation === "strict") return `In ${pool.name} somebody with a higher priority, or who waited longer, came first.`;
  if (sums.owed === null || sums.owedToNext === null) return `In ${pool.name} it was somebody else's turn.`;
  return `In ${pool.name} it was somebody else's turn: you were owed ${amount(sums.owed)}, and the one who was next ${amount(sums.owedToNext)}.`;
}

function tellOwner({ owner }: Receipt, repId: string): string {
  if (owner === null || owner.id === repId)
    return owner === null || owner.reason === "chosen" ? "" : `You own the account, but the rep ${tellReason(owner.reason)}.`;
  return owner.reason === "chosen" ? "The account has another owner, who was offered it; no turn of a pool was used." : "";
}

function tellElse({ outcome }: Receipt, pools: number): string {
  if (pools > 0 || outcome.kind === "offered") return pools > 0 ? "" : "No pool that you belong to was asked.";
  return "No rep was offered this lead.";
}

function amount(value: number): string {
  return `${Math.round(value * 100) / 100} of a turn`;
}
