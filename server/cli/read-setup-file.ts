import { parseSetup, type SetupProblem } from "../adapters/setup-file/parse-setup.ts";
import type { Setup } from "../core/setup.ts";
import type { CliIo } from "./command.ts";

/** A count with its noun: `1 rep`, `2 reps`. */
export const counted = (count: number, noun: string) => `${count} ${noun}${count === 1 ? "" : "s"}`;

/** A setup file, with its warnings told; null when it cannot be applied, with every problem told by its line. */
export async function readSetupFile(io: CliIo, file: string): Promise<Setup | null> {
  const tell = ({ line, path, message }: SetupProblem, kind = "") =>
    io.err(`${file}:${line}: ${kind}${path ? `${path}: ` : ""}${message}`);
  const parsed = parseSetup(await io.readText(file));
  if (parsed.ok) {
    for (const warning of parsed.warnings) tell(warning, "warning: ");
    return parsed.setup;
  }
  for (const problem of parsed.problems) tell(problem);
  io.err(`${counted(parsed.problems.length, "problem")}; nothing was changed.`);
  return null;
}
