import { once } from "node:events";
import { createReadStream } from "node:fs";
import { readFile } from "node:fs/promises";
import { text } from "node:stream/consumers";
import type { CliIo } from "./command.ts";
import { runCommand } from "./run-command.ts";
import { start } from "./start.ts";

async function writeOut(text: string): Promise<void> {
  if (!process.stdout.write(text)) await once(process.stdout, "drain");
}

/** This process as a command sees it. */
export const processIo: CliIo = {
  env: process.env,
  out: (line) => process.stdout.write(`${line}\n`),
  err: (line) => process.stderr.write(`${line}\n`),
  write: writeOut,
  readBytes: (file) => (file === "-" ? process.stdin : createReadStream(file)),
  readText: (file) => (file === "-" ? text(process.stdin) : readFile(file, "utf8")),
};

/** The exit status of a command line. The server loads nothing of the other commands. */
export async function runArguments(args: readonly string[], io: CliIo): Promise<number> {
  if (args.length === 1 && args[0] === start.name) return runCommand(start, [], io);
  const { runCli } = await import("./run-cli.ts");
  return runCli(args, io);
}

/** Runs the command line that this process was started with, and ends the process. */
export async function runProcess(): Promise<void> {
  // A reader that has seen enough, such as `head`, is no fault.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => process.exit(error.code === "EPIPE" ? 0 : 1));
  process.exitCode = await runArguments(process.argv.slice(2), processIo);
  // What was given up, such as a mail that hangs, may keep a connection: it does not keep the process.
  setTimeout(() => process.exit(), 500).unref();
}
