/** One figure of a bench: a ratio when `ratioOf` names what it was divided by in the same run. */
export interface BenchRow {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** What the project promises; the value should not exceed it. */
  readonly limit?: number;
  readonly ratioOf?: string;
}
