#!/usr/bin/env node
import { once } from "node:events";
import { createReadStream } from "node:fs";
import { readFile } from "node:fs/promises";
import { enableCompileCache } from "node:module";
import { text } from "node:stream/consumers";

// What was compiled once is kept under the system's folder for temporary files: a command begins in half the time.
enableCompileCache();
const { runCli } = await import("./cli/run-cli.ts");

async function writeOut(text: string): Promise<void> {
  if (!process.stdout.write(text)) await once(process.stdout, "drain");
}

// A reader that has seen enough, such as `head`, is no fault.
process.stdout.on("error", (error: NodeJS.ErrnoException) => process.exit(error.code === "EPIPE" ? 0 : 1));
process.exitCode = await runCli(process.argv.slice(2), {
  env: process.env,
  out: (line) => process.stdout.write(`${line}\n`),
  err: (line) => process.stderr.write(`${line}\n`),
  write: writeOut,
  readBytes: (file) => (file === "-" ? process.stdin : createReadStream(file)),
  readText: (file) => (file === "-" ? text(process.stdin) : readFile(file, "utf8")),
});
// What was given up, such as a mail that hangs, may keep a connection: it does not keep the process.
setTimeout(() => process.exit(), 500).unref();
