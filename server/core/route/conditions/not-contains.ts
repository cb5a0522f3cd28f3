import { textOp } from "./condition-op.ts";
import { holds } from "./text-part.ts";

/** Has the text nowhere. */
export const notContains = textOp("not_contains", "does not contain", (part, type) => {
  const held = holds(part, type);
  return (found) => !held(found);
});
