import { readPostalRange } from "../postal-range.ts";
import { type ConditionOp, refuse, textsOf } from "./condition-op.ts";

/** The postal code lies in one of the ranges: `10000-19999`, `SW1`, `75`. */
export const inPostalRange: ConditionOp = {
  name: "in_postal_range",
  label: "lies in",
  takes: "values",
  whenMissing: "unknown",
  plan: (value, type) => {
    if (type !== "text" && type !== "answer") return refuse(`cannot test a ${type} field`);
    const texts = Array.isArray(value) ? textsOf(value) : null;
    if (texts === null) return refuse("needs a list of postal codes and ranges that is not empty");
    const ranges = [...texts].map(readPostalRange);
    if (!ranges.every((range) => range !== null))
      return refuse("needs each to be a beginning such as 75, or a range such as 10000-19999");
    return { form: "postal", test: (found) => typeof found === "string" && ranges.some((range) => range.has(found)) };
  },
};
