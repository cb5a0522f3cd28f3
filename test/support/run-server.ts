import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface RunningServer {
  /** What the output said when it was ready. */
  readonly match: RegExpMatchArray;
  stop(): Promise<void>;
}

/** Starts a program and waits until its output matches `ready`; rejects with the output when it ends before. */
export async function runServer(command: string, args: readonly string[], ready: RegExp): Promise<RunningServer> {
  const child = spawn(command, args, { stdio: ["ignore", "pipe", "pipe"] });
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  const match = await readyMatch(child, `${command} ${args.join(" ")}`, ready);
  return {
    match,
    async stop() {
      child.kill("SIGKILL");
      await ended;
    },
  };
}

function readyMatch(child: ChildProcess, name: string, ready: RegExp): Promise<RegExpMatchArray> {
  return new Promise((resolve, reject) => {
    let output = "";
    const read = (chunk: Buffer): void => {
      output += chunk.toString();
      const match = output.match(ready);
      if (match) resolve(match);
    };
    child.stdout?.on("data", read);
    child.stderr?.on("data", read);
    child.once("error", reject);
    child.once("close", () => reject(new Error(`${name} ended before it was ready:\n${output}`)));
  });
}

/** A port of the loopback that nobody listens on now. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}

/** An empty folder that `remove` takes away again. */
export function temporaryFolder(name: string): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), `handraise-${name}-`));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}
