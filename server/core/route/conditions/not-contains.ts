import { textPartOp } from "./condition-op.ts";
import { partAnywhere } from "./part-anywhere.ts";

/** Has the text nowhere, and none of several. */
export const notContains = textPartOp("not_contains", "does not contain", { wanted: false, partOf: partAnywhere });
