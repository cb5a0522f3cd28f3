import { textPartOp } from "./condition-op.ts";

/** Ends with the text, or with any of several. */
export const endsWith = textPartOp("ends_with", "ends with", { wanted: true, partOf: (text) => ({ where: "end", text }) });
