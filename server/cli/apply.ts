import { parseSetup, type SetupProblem } from "../adapters/setup-file/parse-setup.ts";
import { applySetup } from "../flows/apply-setup.ts";
import { createLogger } from "../http/log.ts";
import { type Command, UsageError } from "./command.ts";
import { openContext, withContext } from "./open-context.ts";
import { readArgs } from "./read-args.ts";

const counted = (count: number, noun: string) => `${count} ${noun}${count === 1 ? "" : "s"}`;

export const apply: Command = {
  name: "apply",
  usage: "<file.yaml | -> [--check] [--note <text>] [--author <name>]",
  summary: "Checks a setup as a whole and makes it live, all or nothing; running servers follow within seconds.",
  async run(args, io) {
    const { values, file } = readArgs(args, { note: "string", author: "string", check: "boolean" });
    if (!file) throw new UsageError("Which file?");
    const tell = ({ line, path, message }: SetupProblem, kind = "") =>
      io.err(`${file}:${line}: ${kind}${path ? `${path}: ` : ""}${message}`);
    const parsed = parseSetup(await io.readText(file));
    if (!parsed.ok) {
      for (const problem of parsed.problems) tell(problem);
      io.err(`${counted(parsed.problems.length, "problem")}; nothing was changed.`);
      return 1;
    }
    const { setup, warnings } = parsed;
    for (const warning of warnings) tell(warning, "warning: ");
    if (values.check) {
      const parts = [counted(setup.reps.length, "rep"), counted(setup.pools.length, "pool")];
      io.out(`${file} is valid: ${parts.join(", ")}, ${counted(setup.router.rules.length, "rule")}.`);
      return 0;
    }
    return withContext(openContext(io, { logger: createLogger("silent") }), async ({ world }) => {
      const author = values.author ?? (io.env.USER || "operator");
      const { id, hash, changed } = await applySetup(world, { setup, author, note: values.note ?? "" });
      io.out(`${changed ? "Live" : "Already live"}: version ${id} (${hash.slice(0, 12)}).`);
      return 0;
    });
  },
};
