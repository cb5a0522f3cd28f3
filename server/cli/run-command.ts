import { type CliIo, type Command, UsageError } from "./command.ts";
import { exitStatus, explain } from "./explain.ts";

export const usageOf = ({ name, usage }: Command): string => `handraise ${name} ${usage}`.trimEnd();

/** Runs one command; resolves to its exit status, whatever it threw explained. */
export async function runCommand(command: Command, args: readonly string[], io: CliIo): Promise<number> {
  try {
    return await command.run(args, io);
  } catch (error) {
    io.err(explain(error));
    if (error instanceof UsageError) io.err(`Usage: ${usageOf(command)}`);
    return exitStatus(error);
  }
}
