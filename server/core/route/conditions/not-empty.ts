import { presenceOp } from "./condition-op.ts";

/** Was answered, be it with 0. */
export const notEmpty = presenceOp("not_empty", "is not empty", "no");
