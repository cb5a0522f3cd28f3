import { dateOp } from "./date-op.ts";

/** Before the day begins (UTC), or before the instant. */
export const before = dateOp("before", "is before", (at) => ({ low: -Infinity, high: at - 1, open: false }));
