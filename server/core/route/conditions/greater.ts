import { numberOp } from "./condition-op.ts";

export const greater = numberOp("greater", "is more than", (bound) => ({ low: bound, high: Infinity, open: true }));
