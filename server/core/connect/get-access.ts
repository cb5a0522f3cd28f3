import type { CalendarResult } from "../ports/calendar.ts";
import type { TokenAccess } from "./connection.ts";

/** Tokens of a person's own consent that are good now; `refused` is one that the provider did not take. */
export type GetAccess = (refused?: string) => Promise<CalendarResult<TokenAccess>>;
