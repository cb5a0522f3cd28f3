import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { childEnvironment } from "./child-environment.ts";

const cli = fileURLToPath(new URL("../../server/cli.ts", import.meta.url));

/** A real server in a process of its own, on a free port of loopback. */
export interface ServerProcess {
  readonly origin: string;
  readonly child: ChildProcess;
  /** Ends it as a power cut would end the process: nothing is flushed, nothing is closed. */
  kill(): Promise<void>;
  /** SIGTERM; resolves to the exit status. */
  stop(): Promise<number | null>;
}

/** Starts `handraise <command>`; resolves when it listens, rejects with its output when it ends before. */
export async function startServerProcess(env: Readonly<Record<string, string>>, command = "start"): Promise<ServerProcess> {
  const child = spawn(process.execPath, [cli, command], {
    env: {
      ...childEnvironment,
      HANDRAISE_PORT: "0",
      HANDRAISE_LOG_LEVEL: "error",
      HANDRAISE_RATE_LIMIT_PER_MINUTE: "0",
      ...env,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const said: string[] = [];
  child.stderr.on("data", (chunk: Buffer) => said.push(chunk.toString()));
  const ended = once(child, "exit");
  const origin = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).on("line", (line) => {
      said.push(line);
      const port = /listens on http:\/\/[^:]+:(\d+)/.exec(line)?.[1];
      if (port) resolve(`http://127.0.0.1:${port}`);
    });
    child.once("exit", () => reject(new Error(`the server ended:\n${said.join("\n")}`)));
  });
  const end = async (signal: "SIGKILL" | "SIGTERM") => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal);
    await ended;
  };
  return {
    origin,
    child,
    kill: () => end("SIGKILL"),
    async stop() {
      await end("SIGTERM");
      return child.exitCode;
    },
  };
}
