import { readDate } from "../read-date.ts";
import type { ConditionValue } from "../router.ts";
import { type Bounds, type ConditionOp, refuse } from "./condition-op.ts";

/** An operator that compares with a date. `boundsOf` gets the first millisecond of the day in UTC, or the instant. */
export function dateOp(name: string, label: string, boundsOf: (at: number) => Bounds): ConditionOp {
  return {
    name,
    label,
    takes: "date",
    whenMissing: "unknown",
    plan: (value, type) => {
      if (type !== "date" && type !== "answer") return refuse(`cannot test a ${type} field`);
      const at = typeof value === "string" ? readDate(value) : undefined;
      if (at === undefined) return refuse('needs a date such as "2026-12-24"');
      return { form: "instant", bounds: boundsOf(at), inside: true };
    },
  };
}

/** An operator on days that have passed since a date; those to come are negative. */
export function daysOp(name: string, label: string, boundsOf: (days: number) => Bounds): ConditionOp {
  return {
    name,
    label,
    takes: "number",
    whenMissing: "unknown",
    plan: (value, type) => {
      if (type !== "date" && type !== "answer") return refuse(`cannot test a ${type} field`);
      if (!isDays(value)) return refuse("needs a number of days from 1 on");
      return { form: "days", bounds: boundsOf(value), inside: true };
    },
  };
}

function isDays(value: ConditionValue | undefined): value is number {
  return typeof value === "number" && value >= 1 && Number.isFinite(value);
}
