import { choicesOp } from "./condition-op.ts";

/** No choice is listed. */
export const notAnyIn = choicesOp("not_any_in", "has none of", (values) => ({ some: [...values], wanted: false }));
