import { dateOp } from "./date-op.ts";

/** On the day or later (UTC), or at the instant or later. */
export const after = dateOp("after", "is on or after", (at) => ({ low: at, high: Infinity, open: false }));
