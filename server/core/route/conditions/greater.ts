import { numberOp } from "./condition-op.ts";

export const greater = numberOp("greater", "is more than", (bound) => (found) => typeof found === "number" && found > bound);
