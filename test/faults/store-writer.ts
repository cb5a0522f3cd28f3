import type { ChildProcess } from "node:child_process";
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

/** A forked writer and what it said so far. */
export interface ChildWriter {
  readonly child: ChildProcess;
  readonly kept: readonly string[];
  /** Leads that were refused, with the code. */
  readonly failed: readonly { readonly failed: string; readonly lead: string }[];
  /** Resolves when it has said what `until` asks for. */
  heard(until: () => boolean): Promise<void>;
  stop(): Promise<void>;
}

/** Starts a writer on a database; `fileBlocks` limits how large its files may grow, in kilobytes. */
export async function startWriter(url: string, limits: { readonly fileKilobytes?: number } = {}): Promise<ChildWriter> {
  const script = fileURLToPath(new URL("./store-writer-child.ts", import.meta.url));
  // `ulimit -f` counts blocks of 512 bytes in a POSIX shell.
  const limit = limits.fileKilobytes === undefined ? "" : `ulimit -S -f ${limits.fileKilobytes * 2} && `;
  const child = spawn("sh", ["-c", `${limit}exec "$0" "$@"`, process.execPath, script, url], {
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  const kept: string[] = [];
  const failed: { failed: string; lead: string }[] = [];
  let ready = false;
  const ask = new Set<() => void>();
  const exited = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  child.on("message", (message: "ready" | { kept: string } | { failed: string; lead: string }) => {
    if (message === "ready") ready = true;
    else if ("kept" in message) kept.push(message.kept);
    else failed.push(message);
    for (const check of ask) check();
  });
  const heard = (until: () => boolean): Promise<void> =>
    new Promise((resolve, reject) => {
      const check = () => {
        if (!until()) return;
        ask.delete(check);
        resolve();
      };
      ask.add(check);
      void exited.then(() => reject(new Error("the writer ended")));
      check();
    });
  await heard(() => ready);
  return {
    child,
    kept,
    failed,
    heard,
    async stop() {
      if (child.connected) child.send("stop");
      await exited;
    },
  };
}
