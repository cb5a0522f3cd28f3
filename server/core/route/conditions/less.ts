import { numberOp } from "./condition-op.ts";

export const less = numberOp("less", "is less than", (bound) => (found) => typeof found === "number" && found < bound);
