import { textOp } from "./condition-op.ts";

/** Begins with the text. */
export const startsWith = textOp("starts_with", "starts with", (start) => (found) => found.startsWith(start));
