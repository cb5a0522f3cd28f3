import { equalityOp } from "./condition-op.ts";

/** The same text (case aside), number or flag. */
export const equals = equalityOp("equals", "is", { many: false, wanted: true });
