import { rangeOp } from "./condition-op.ts";

/** Outside the range. */
export const notBetween = rangeOp("not_between", "is not between", false);
