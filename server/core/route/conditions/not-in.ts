import { equalityOp } from "./condition-op.ts";

/** None of the listed values. */
export const isNotIn = equalityOp("not_in", "is none of", { many: true, wanted: false });
