import { daysOp } from "./date-op.ts";

/** Not longer ago than so many times 24 hours. */
export const withinLastDays = daysOp("within_last_days", "lies in the last days:", (days) => ({
  low: 0,
  high: days,
  open: false,
}));
