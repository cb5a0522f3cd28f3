import { textPartOp } from "./condition-op.ts";
import { partAnywhere } from "./part-anywhere.ts";

/** Has the text somewhere, or any of several; in an e-mail address `@acme.com` means exactly that domain. */
export const contains = textPartOp("contains", "contains", { wanted: true, partOf: partAnywhere });
