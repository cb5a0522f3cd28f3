import { parentPort, workerData } from "node:worker_threads";
import Database from "better-sqlite3";

const everyMs = 500;
const worthwhileBytes = 4 * 1024 * 1024;
// Under unbroken load a passive checkpoint never reaches the end of the log, which then grows for ever. From here on the
// writer is kept waiting for the short rest and begins at the front again. The file keeps its size: a commit that writes over
// what is there costs a third less time than one that makes the file longer.
const tooLargeBytes = 64 * 1024 * 1024;

const { file } = workerData as { file: string };
const connection = new Database(file, { fileMustExist: true, timeout: 1_000 });
const pageBytes = Number(connection.pragma("page_size", { simple: true }));

/** SQLite answers with one row: pages in the log, and those of them that the database has. */
function moveLog(how: "NOOP" | "PASSIVE" | "RESTART"): { readonly log: number; readonly checkpointed: number } {
  const [row] = connection.pragma(`wal_checkpoint(${how})`) as [{ log: number; checkpointed: number }];
  return row;
}

function checkpoint(): void {
  try {
    const { log, checkpointed } = moveLog("NOOP");
    if ((log - checkpointed) * pageBytes < worthwhileBytes) return;
    if (moveLog("PASSIVE").log * pageBytes > tooLargeBytes) moveLog("RESTART");
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
