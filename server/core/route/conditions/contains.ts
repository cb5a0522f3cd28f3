import { textOp } from "./condition-op.ts";
import { holds } from "./text-part.ts";

/** Has the text somewhere; in an e-mail address `@acme.com` means exactly that domain. */
export const contains = textOp("contains", "contains", holds);
