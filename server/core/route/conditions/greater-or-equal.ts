import { numberOp } from "./condition-op.ts";

export const greaterOrEqual = numberOp(
  "greater_or_equal",
  "is at least",
  (bound) => (found) => typeof found === "number" && found >= bound,
);
