import type { Receipt } from "./receipt.ts";

/** Every score with its band, and the reasons that made it. */
export function tellScores({ scores }: Pick<Receipt, "scores">): string {
  return scores
    .map(({ name, value, band, reasons, unknown }) => {
      const because = reasons.map(({ reason, points }) => `${reason} (${signed(points)})`).join("; ");
      const open = unknown.length === 0 ? "" : ` Not answered, because a field was missing: ${unknown.join("; ")}.`;
      return `${name} is ${value}${band === null ? "" : `, ${band}`}${because === "" ? "." : `: ${because}.`}${open}`;
    })
    .join(" ");
}

/** `+5`, `-3`, `0`. */
export function signed(points: number): string {
  return points > 0 ? `+${points}` : String(points);
}
