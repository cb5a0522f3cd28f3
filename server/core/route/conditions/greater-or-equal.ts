import { numberOp } from "./condition-op.ts";

export const greaterOrEqual = numberOp("greater_or_equal", "is at least", (bound) => ({
  low: bound,
  high: Infinity,
  open: false,
}));
