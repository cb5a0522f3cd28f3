import { choicesOp } from "./condition-op.ts";

/** At least one choice is not listed. */
export const notAllIn = choicesOp("not_all_in", "has more than", (values) => ({
  test: (chosen) => !chosen.every((one) => values.has(one)),
}));
