#!/usr/bin/env node
import { once } from "node:events";
import { createReadStream } from "node:fs";
import { readFile } from "node:fs/promises";
import { text } from "node:stream/consumers";
import { apply } from "./cli/apply.ts";
import { audit } from "./cli/audit.ts";
import { backtest } from "./cli/backtest.ts";
import { backup } from "./cli/backup.ts";
import { bookings } from "./cli/bookings.ts";
import { check } from "./cli/check.ts";
import { type CliIo, type Command, UsageError } from "./cli/command.ts";
import { connectLinkCommand } from "./cli/connect-link.ts";
import { demo } from "./cli/demo.ts";
import { doctor } from "./cli/doctor.ts";
import { draft } from "./cli/draft.ts";
import { drift } from "./cli/drift.ts";
import { exitStatus, explain } from "./cli/explain.ts";
import { exportCommand } from "./cli/export.ts";
import { importCommand } from "./cli/import.ts";
import { ledger } from "./cli/ledger.ts";
import { matchCommand } from "./cli/match.ts";
import { outcomes } from "./cli/outcomes.ts";
import { pause } from "./cli/pause.ts";
import { publish } from "./cli/publish.ts";
import { releaseCommand } from "./cli/release.ts";
import { report } from "./cli/report.ts";
import { rollback } from "./cli/rollback.ts";
import { rotateKeysCommand } from "./cli/rotate-keys.ts";
import { routeLead } from "./cli/route.ts";
import { slots } from "./cli/slots.ts";
import { start } from "./cli/start.ts";
import { territories } from "./cli/territories.ts";
import { versions } from "./cli/versions.ts";
import { why } from "./cli/why.ts";
import { closestName } from "./config/closest-name.ts";

/** Every command, in the order of `handraise help`. */
export const commands: readonly Command[] = [
  start,
  demo,
  check,
  apply,
  exportCommand,
  importCommand,
  draft,
  backtest,
  publish,
  rollback,
  versions,
  territories,
  audit,
  drift,
  slots,
  routeLead,
  matchCommand,
  why,
  releaseCommand,
  ledger,
  pause,
  bookings,
  outcomes,
  report,
  connectLinkCommand,
  rotateKeysCommand,
  backup,
  doctor,
];

const helpWords: readonly (string | undefined)[] = ["help", "--help", "-h"];

const usageOf = ({ name, usage }: Command): string => `handraise ${name} ${usage}`.trimEnd();

function help(): string {
  const lines = commands.map((command) => `  ${usageOf(command)}\n      ${command.summary}`);
  const configured = "The environment configures every command: docs/reference/configuration.md";
  return `handraise: a form on a page books a real meeting\n\n${lines.join("\n")}\n\n${configured}`;
}

function unknownCommand(name: string): string {
  const near = closestName(name, [...commands.map((command) => command.name), "help"]);
  return `There is no command ${name}; ${near ? `did you mean ${near}?` : "`handraise help` lists what there is."}`;
}

/** Runs one command line; resolves to its exit status: 0 done, 1 refused or failed, 2 used wrongly. */
export async function runCli(args: readonly string[], io: CliIo): Promise<number> {
  const [name = "help", ...rest] = args;
  const asked = helpWords.includes(name) ? rest[0] : name;
  const command = commands.find((one) => one.name === asked);
  if (!command) {
    const known = asked === undefined || helpWords.includes(asked);
    if (known) io.out(help());
    else io.err(unknownCommand(asked));
    return known ? 0 : 2;
  }
  if (asked !== name || helpWords.includes(rest[0])) {
    io.out(`${usageOf(command)}\n\n${command.summary}`);
    return 0;
  }
  try {
    return await command.run(rest, io);
  } catch (error) {
    io.err(explain(error));
    if (error instanceof UsageError) io.err(`Usage: ${usageOf(command)}`);
    return exitStatus(error);
  }
}

async function writeOut(text: string): Promise<void> {
  if (!process.stdout.write(text)) await once(process.stdout, "drain");
}

if (import.meta.main) {
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
}
