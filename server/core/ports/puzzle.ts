import type { Instant } from "../time.ts";

/** One of our puzzles that was solved; nobody but us can make such an id. */
export interface SolvedPuzzle {
  readonly id: string;
  /** From when on no answer to it is taken. */
  readonly expiresAt: Instant;
}

/** Small work that a browser must do, so that sending a thousand forms costs a thousand times as much. */
export interface Puzzle {
  /** A new one, as the page's script takes it; good for twenty minutes. */
  create(): Promise<object>;
  /** The puzzle of ours that a page's answer solves, unless it is too old; null for any other answer. Whether it was used before is not known here. Never throws. */
  verify(answer: string): Promise<SolvedPuzzle | null>;
}
