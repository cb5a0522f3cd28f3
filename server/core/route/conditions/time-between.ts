import { readMinutes } from "../read-minutes.ts";
import { type ConditionOp, refuse } from "./condition-op.ts";

/** From the first time of the day until before the second; over midnight when the second is the earlier one. */
export const timeBetween: ConditionOp = {
  name: "time_between",
  label: "is between",
  takes: "times",
  whenMissing: "unknown",
  plan: (value, type) => {
    if (type !== "time" && type !== "answer") return refuse(`cannot test a ${type} field`);
    const times: readonly unknown[] = Array.isArray(value) ? value : [];
    const [from, until] = times.map((one) => (typeof one === "string" ? readMinutes(one) : undefined));
    if (from === undefined || until === undefined || from === until || times.length > 2) {
      return refuse('needs two times such as "09:00" and "17:00"');
    }
    if (from < until) return { form: "minutes", bounds: { low: from, high: until - 1, open: false }, inside: true };
    return { form: "minutes", bounds: { low: until, high: from - 1, open: false }, inside: false };
  },
};
