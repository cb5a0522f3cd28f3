import { rangeOp } from "./condition-op.ts";

/** Within the range, bounds included. */
export const between = rangeOp("between", "is between", true);
