import { textPartOp } from "./condition-op.ts";

/** Begins with the text, or with any of several. */
export const startsWith = textPartOp("starts_with", "starts with", {
  wanted: true,
  partOf: (text) => ({ where: "start", text }),
});
