import type { BalanceLine } from "./explain-balance.ts";

const kinds: Readonly<Record<BalanceLine["kind"], string>> = {
  offered: "was offered a lead",
  booked: "took a meeting",
  moved_here: "took a meeting that was offered by somebody else",
  moved_away: "somebody else took the meeting",
  cancelled: "the meeting was cancelled: the turn comes back",
  no_show: "the visitor did not come: the turn comes back",
  reassigned: "a lead was reassigned",
  away: "could take no leads from here on",
  back: "could take leads again",
  joined: "joined the pool",
  left: "left the pool",
  carried: "balance brought forward, when a setup changed the pool",
  others: "turns of others, of which the share is owed",
};

/** One line of an account in words. */
export function tellBalance(line: BalanceLine): string {
  if (line.kind === "others")
    return `${line.turns} ${Math.abs(line.turns) === 1 ? "turn" : "turns"} of others, of which the share is owed`;
  if (line.kind === "reassigned")
    return line.turns > 0 ? "got a lead that somebody else had" : "a lead went to somebody else: the turn comes back";
  if (line.kind === "cancelled" && line.turns === 0) return "the meeting was cancelled; in this pool it counts all the same";
  if (line.kind === "no_show" && line.turns === 0) return "the visitor did not come; in this pool it counts all the same";
  return line.reason === undefined ? kinds[line.kind] : `${kinds[line.kind]} (${line.reason})`;
}
