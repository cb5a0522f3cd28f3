import Database from "better-sqlite3";
import { AppError } from "../server/core/errors.ts";
import { asError } from "./unit.ts";

const unavailable = /^SQLITE_(FULL|READONLY|BUSY|LOCKED|IOERR|CANTOPEN|CORRUPT|NOTADB|NOMEM|PROTOCOL)/;

/** SQLite's code when the error is one of its own, else an empty text. */
const codeOf = (error: unknown): string => (error instanceof Database.SqliteError ? error.code : "");

/** Another connection holds the lock; trying again may help. */
export const isBusy = (error: unknown): boolean => /^SQLITE_(BUSY|LOCKED|PROTOCOL)/.test(codeOf(error));

/** `store_unavailable` for what is wrong with the disk, the file or the lock; everything else stays as it is. */
export function sqliteFailure(error: unknown): Error {
  const code = codeOf(error);
  return unavailable.test(code)
    ? new AppError("store_unavailable", { engine: "sqlite", code }, { cause: error })
    : asError(error);
}
