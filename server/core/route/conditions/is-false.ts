import { flagOp } from "./condition-op.ts";

export const isFalse = flagOp("is_false", "is false", false);
