import { flagOp } from "./condition-op.ts";

export const isTrue = flagOp("is_true", "is true", true);
