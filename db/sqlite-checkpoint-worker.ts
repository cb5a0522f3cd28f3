import { statSync } from "node:fs";
import { parentPort, workerData } from "node:worker_threads";
import Database from "better-sqlite3";

const everyMs = 500;
const worthwhileBytes = 4 * 1024 * 1024;
// Under unbroken load a passive checkpoint never reaches the end of the log, which then grows for ever. From here on the
// writer is kept waiting for the short rest.
const tooLargeBytes = 64 * 1024 * 1024;

const { file } = workerData as { file: string };
const connection = new Database(file, { fileMustExist: true, timeout: 1_000 });

const logBytes = (): number => statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0;

function checkpoint(): void {
  const bytes = logBytes();
  if (bytes < worthwhileBytes) return;
  try {
    connection.pragma("wal_checkpoint(PASSIVE)");
    if (bytes > tooLargeBytes) connection.pragma("wal_checkpoint(TRUNCATE)");
  } catch (error) {
    // A lock or a full disk costs nothing but time here: the log holds everything, and the next turn tries again.
    if (!(error instanceof Database.SqliteError)) throw error;
  }
}

const timer = setInterval(checkpoint, everyMs);
parentPort?.once("message", () => {
  clearInterval(timer);
  connection.close();
});
