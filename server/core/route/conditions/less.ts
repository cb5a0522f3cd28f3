import { numberOp } from "./condition-op.ts";

export const less = numberOp("less", "is less than", (bound) => ({ low: -Infinity, high: bound, open: true }));
