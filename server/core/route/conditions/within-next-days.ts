import { daysOp } from "./date-op.ts";

/** To come within so many times 24 hours. */
export const withinNextDays = daysOp("within_next_days", "lies in the next days:", (days) => ({
  low: -days,
  high: 0,
  open: false,
}));
