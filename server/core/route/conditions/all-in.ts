import { choicesOp } from "./condition-op.ts";

/** Every choice is listed: the answer is a part of the list, or all of it. */
export const allIn = choicesOp("all_in", "has nothing but", (values) => ({
  test: (chosen) => chosen.every((one) => values.has(one)),
}));
