import { closestName } from "../config/closest-name.ts";
import { apply } from "./apply.ts";
import { audit } from "./audit.ts";
import { backtest } from "./backtest.ts";
import { backup } from "./backup.ts";
import { bookings } from "./bookings.ts";
import { check } from "./check.ts";
import type { CliIo, Command } from "./command.ts";
import { connectLinkCommand } from "./connect-link.ts";
import { demo } from "./demo.ts";
import { doctor } from "./doctor.ts";
import { draft } from "./draft.ts";
import { drift } from "./drift.ts";
import { exportCommand } from "./export.ts";
import { importCommand } from "./import.ts";
import { ledger } from "./ledger.ts";
import { matchCommand } from "./match.ts";
import { outcomes } from "./outcomes.ts";
import { pause } from "./pause.ts";
import { publish } from "./publish.ts";
import { releaseCommand } from "./release.ts";
import { report } from "./report.ts";
import { rollback } from "./rollback.ts";
import { rotateKeysCommand } from "./rotate-keys.ts";
import { routeLead } from "./route.ts";
import { runCommand, usageOf } from "./run-command.ts";
import { slots } from "./slots.ts";
import { start } from "./start.ts";
import { territories } from "./territories.ts";
import { versions } from "./versions.ts";
import { why } from "./why.ts";

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
  return runCommand(command, rest, io);
}
