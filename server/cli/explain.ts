import { AppError, type ErrorCode, errorCatalogue } from "../core/errors.ts";
import { EnvironmentError, Refusal, UsageError } from "./command.ts";

/** What helps at the command line where the catalogue speaks to a page. */
const fixes: Partial<Record<ErrorCode, string>> = {
  store_unavailable: "See that HANDRAISE_DATABASE_URL names a database that can be reached and written.",
  body_malformed: "Give the fields of a form, or a submission as docs/reference/http.md shows it.",
};

/** The details of an AppError, and why the database or the system refused: neither carries secrets or persons. */
function reasons({ details, cause }: AppError): string {
  const known = Object.entries(details).map(([name, value]) => `${name}: ${String(value)}`);
  const told = cause instanceof Error && cause.message !== "" ? [cause.message] : [];
  const all = [...known, ...told];
  return all.length === 0 ? "" : ` (${all.join(", ")})`;
}

/** An error in words for the person at the command line; what is nobody's doing but ours with its stack. */
export function explain(error: unknown): string {
  if (error instanceof UsageError || error instanceof EnvironmentError || error instanceof Refusal) return error.message;
  if (error instanceof AppError) {
    const { title, fix } = errorCatalogue[error.code];
    return `${error.code}: ${title}${reasons(error)} ${fixes[error.code] ?? fix}`;
  }
  if (!(error instanceof Error)) return String(error);
  return "syscall" in error ? error.message : (error.stack ?? error.message);
}

/** The exit status that an error leads to: 2 for wrong use, 1 for the rest. */
export const exitStatus = (error: unknown): number => (error instanceof UsageError || error instanceof EnvironmentError ? 2 : 1);
