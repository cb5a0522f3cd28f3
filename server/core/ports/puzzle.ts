/** Small work that a browser must do, so that sending a thousand forms costs a thousand times as much. */
export interface Puzzle {
  /** A new one, as the page's script takes it; good for twenty minutes. */
  create(): Promise<object>;
  /** Whether a page's answer solves one of ours that is not too old and was not used before; never throws. */
  verify(answer: string): Promise<boolean>;
}
