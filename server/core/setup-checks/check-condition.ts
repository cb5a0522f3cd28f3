import { checkWhen } from "../route/check-when.ts";
import type { FieldRegistry } from "../route/fields.ts";
import type { When } from "../route/router.ts";
import type { SetupFault } from "./setup-fault.ts";

/** What keeps a condition from being asked, with its path in the setup. */
export function checkCondition(when: When, path: string, fields: FieldRegistry): readonly SetupFault[] {
  return checkWhen(when, fields).map((fault) => ({
    path: fault.path === "" ? path : `${path}.${fault.path}`,
    message: fault.message,
  }));
}
