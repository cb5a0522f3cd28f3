import { presenceOp } from "./condition-op.ts";

/** Was not answered. */
export const empty = presenceOp("empty", "is empty", "yes");
