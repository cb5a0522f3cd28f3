import type { Repos } from "../../../db/store.ts";
import type { SolvedPuzzle } from "../../core/ports/puzzle.ts";
import type { SpamJudgement } from "../../core/qualify/spam/spam-settings.ts";
import { type Known, qualifyKnown } from "./route-lead.ts";

/** A puzzle that the page of a lead solved, and how the lead is judged when another submission has used it. */
export interface Solved extends SolvedPuzzle {
  readonly ifUsed: SpamJudgement;
}

/** Inside the unit that decides: the puzzle counts for this submission, or, when it counted for another already, for none. */
export async function usePuzzle(
  repos: Repos,
  known: Known,
  { solved: { ifUsed, ...puzzle }, submissionId }: { readonly solved: Solved; readonly submissionId: string },
): Promise<Known> {
  if (known.more === undefined || (await repos.usedPuzzles.take({ ...puzzle, submissionId }))) return known;
  const { solved: _, ...more } = known.more;
  return qualifyKnown({ ...known, more: { ...more, subject: { ...more.subject, spam: ifUsed } } });
}
