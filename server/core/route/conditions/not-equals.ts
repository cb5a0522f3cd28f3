import { equalityOp } from "./condition-op.ts";

/** Another text, number or flag; a missing field is not another one. */
export const notEquals = equalityOp("not_equals", "is not", { many: false, wanted: false });
