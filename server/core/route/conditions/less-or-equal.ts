import { numberOp } from "./condition-op.ts";

export const lessOrEqual = numberOp("less_or_equal", "is at most", (bound) => ({ low: -Infinity, high: bound, open: false }));
