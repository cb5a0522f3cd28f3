#!/usr/bin/env node
import { readFile } from "node:fs/promises";
import { text } from "node:stream/consumers";
import { apply } from "./cli/apply.ts";
import { backup } from "./cli/backup.ts";
import { type CliIo, type Command, UsageError } from "./cli/command.ts";
import { demo } from "./cli/demo.ts";
import { doctor } from "./cli/doctor.ts";
import { exportSetup } from "./cli/export.ts";
import { routeLead } from "./cli/route.ts";
import { slots } from "./cli/slots.ts";
import { start } from "./cli/start.ts";
import { AppError, errorCatalogue } from "./core/errors.ts";

/** Every command, in the order of `handraise help`. */
export const commands: readonly Command[] = [start, demo, apply, exportSetup, slots, routeLead, backup, doctor];

function help(): string {
  const lines = commands.map(({ name, usage, summary }) => `  handraise ${name} ${usage}`.trimEnd().concat(`\n      ${summary}`));
  return `handraise: a form on a page books a real meeting\n\n${lines.join("\n")}\n\nThe environment configures it: docs/reference/configuration.md`;
}

function explain(error: unknown): string {
  if (error instanceof UsageError) return error.message;
  if (error instanceof AppError) return `${error.code}: ${errorCatalogue[error.code].title} ${errorCatalogue[error.code].fix}`;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** Runs one command line; resolves to its exit status: 0 done, 1 refused or failed, 2 used wrongly. */
export async function runCli(args: readonly string[], io: CliIo): Promise<number> {
  const [name = "help", ...rest] = args;
  if (name === "help" || name === "--help") {
    io.out(help());
    return 0;
  }
  const command = commands.find((one) => one.name === name);
  if (!command) {
    io.err(`There is no command ${name}.\n\n${help()}`);
    return 2;
  }
  try {
    return await command.run(rest, io);
  } catch (error) {
    io.err(explain(error));
    return error instanceof UsageError ? 2 : 1;
  }
}

if (import.meta.main) {
  process.exitCode = await runCli(process.argv.slice(2), {
    env: process.env,
    out: (line) => process.stdout.write(`${line}\n`),
    err: (line) => process.stderr.write(`${line}\n`),
    readText: (file) => (file === "-" ? text(process.stdin) : readFile(file, "utf8")),
  });
}
