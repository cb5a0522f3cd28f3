import type { TraceNode } from "../route/explain-when.ts";
import type { OwnerSource } from "../route/flow.ts";
import type { Receipt, ReceiptNode } from "./receipt.ts";
import { tellReason } from "./tell-pool.ts";

/** What the conditions of a rule or a node saw. */
export function tellBecause(because: TraceNode | null | undefined): string {
  if (because === null || because === undefined) return "its conditions were met";
  return leaves(because)
    .map(
      ({ says, answer, found }) =>
        `${says} – ${answer}, it ${found === null || found === undefined ? "is missing" : `was ${found}`}`,
    )
    .join("; ");
}

function leaves(node: TraceNode): readonly TraceNode[] {
  return node.parts === undefined ? [node] : node.parts.flatMap(leaves);
}

/** The decisions between the rule and the outcome, in the order in which they were taken. */
export function tellNodes({ nodes }: Receipt): string {
  return nodes.map(tellNode).join(" ");
}

function tellNode({ kind, answer, asks, because }: ReceiptNode): string {
  if (kind === "split") {
    return answer === "unknown"
      ? `The leads are parted by ${asks}, which is missing.`
      : `The leads are parted by ${asks}: this one belongs to “${answer}”.`;
  }
  if (kind === "match") return `Asked for the owner (${asks}): ${matchTexts[answer] ?? answer}.`;
  return `${conditionTexts[answer] ?? answer}: ${tellBecause(because)}.`;
}

const matchTexts: Readonly<Record<string, string>> = {
  able: "there is one who can be offered",
  away: "there is one, who cannot be offered",
  none: "there is none",
};

const conditionTexts: Readonly<Record<string, string>> = {
  yes: "The condition held",
  no: "The condition did not hold",
  unknown: "The condition could not be answered",
};

const sourceTexts: Readonly<Record<OwnerSource | "rep", string>> = {
  contact: "the contact's owner",
  opportunity: "the owner of the open opportunity",
  account: "the account's owner",
  team: "of the account's team",
  parent: "the owner of the account above",
  rep: "whom the rule names",
};

/** Who was asked before, or instead of, a pool. */
export function tellOwner({ owner, asked }: Receipt): string {
  if (asked.length > 0)
    return asked.map(({ name, of, reason }) => `${name}, ${sourceTexts[of]}, ${askedText(reason)}.`).join(" ");
  if (owner === null) return "";
  if (owner.reason === "chosen")
    return `The rule asks the owner first, and ${owner.name} could be offered. No turn of a pool was used.`;
  return `The rule asks the owner first, but ${owner.name} ${tellReason(owner.reason)}.`;
}

const askedText = (reason: Parameters<typeof tellReason>[0]): string =>
  reason === "chosen" ? "could be offered" : tellReason(reason);
