import { choicesOp } from "./condition-op.ts";

/** At least one choice is listed. */
export const anyIn = choicesOp("any_in", "has any of", (values) => ({ some: [...values], wanted: true }));
