import { numberOp } from "./condition-op.ts";

export const lessOrEqual = numberOp(
  "less_or_equal",
  "is at most",
  (bound) => (found) => typeof found === "number" && found <= bound,
);
