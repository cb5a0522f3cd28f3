import { parentPort, workerData } from "node:worker_threads";
import Database from "better-sqlite3";
import type { FromWorker, ToWorker } from "./sqlite-checkpointer.ts";

const everyMs = 500;
const worthwhileBytes = 4 * 1024 * 1024;
// Under unbroken load a passive checkpoint never reaches the end of the log, which then grows for ever, and the lock for more
// is never free when it is asked for. From here on the writer is asked to stand still for the short rest, and begins at the
// front again. The file keeps its size: a commit that writes over what is there costs a third less time than one that makes
// the file longer.
const tooLargeBytes = 64 * 1024 * 1024;

const { file } = workerData as { file: string };
// The writer stands still meanwhile: what other processes hold for longer is tried again at the next turn.
const connection = new Database(file, { fileMustExist: true, timeout: 100 });
const pageBytes = Number(connection.pragma("page_size", { simple: true }));

/** SQLite answers with one row: pages in the log, and those of them that the database has. */
function moveLog(how: "NOOP" | "PASSIVE" | "RESTART"): { readonly log: number; readonly checkpointed: number } {
  const [row] = connection.pragma(`wal_checkpoint(${how})`) as [{ log: number; checkpointed: number }];
  return row;
}

/** A lock or a full disk costs nothing but time here: the log holds everything, and the next turn tries again. */
function trying(run: () => void): void {
  try {
    run();
  } catch (error) {
    if (!(error instanceof Database.SqliteError)) throw error;
  }
}

const tell = (message: FromWorker) => parentPort?.postMessage(message);

function checkpoint(): void {
  const { log, checkpointed } = moveLog("NOOP");
  if ((log - checkpointed) * pageBytes < worthwhileBytes) return;
  if (moveLog("PASSIVE").log * pageBytes > tooLargeBytes) tell("large");
}

const timer = setInterval(() => trying(checkpoint), everyMs);
parentPort?.on("message", (message: ToWorker) => {
  if (message === "restart") {
    trying(() => void moveLog("RESTART"));
    return tell("restarted");
  }
  clearInterval(timer);
  connection.close();
  parentPort?.close();
});
