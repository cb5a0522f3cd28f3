import { equalityOp } from "./condition-op.ts";

/** One of the listed values. */
export const isIn = equalityOp("in", "is one of", { many: true, wanted: true });
