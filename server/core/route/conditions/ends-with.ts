import { textOp } from "./condition-op.ts";

/** Ends with the text. */
export const endsWith = textOp("ends_with", "ends with", (end) => (found) => found.endsWith(end));
