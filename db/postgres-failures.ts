import { DrizzleQueryError } from "drizzle-orm/errors";
import { AppError } from "../server/core/errors.ts";
import { asError } from "./unit.ts";

// Connection, resources, shutdown, disk, read-only server, deadlock, lock timeout: nothing was kept, and later it may work.
const unavailableState = /^(08|53|57P|58|40|25006|55P03|28|3D)/;
const unavailableErrno = /^(E[A-Z]+|UNKNOWN)$/;
const lostConnection =
  /connection (terminated|ended)|timeout exceeded when trying to connect|not queryable|pool after calling end/i;

const codeOf = (error: unknown): string =>
  error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";

/** Drizzle's own error repeats every parameter in its message, and those are personal data: what it wraps does not. */
const bare = (error: unknown): unknown => (error instanceof DrizzleQueryError && error.cause ? error.cause : error);

/** The exclusion constraint refused the row. */
export const isOverlap = (error: unknown): boolean => codeOf(bare(error)) === "23P01";

/** `store_unavailable` for what is wrong with the server or the way to it; everything else as the driver said it. */
export function postgresFailure(error: unknown): Error {
  const cause = bare(error);
  if (cause instanceof AppError) return cause;
  const code = codeOf(cause);
  const lost = cause instanceof Error && lostConnection.test(cause.message);
  const unavailable = lost || unavailableState.test(code) || unavailableErrno.test(code);
  return unavailable ? new AppError("store_unavailable", { engine: "postgres", code }, { cause }) : asError(cause);
}
