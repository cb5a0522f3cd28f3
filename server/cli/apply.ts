import { parseSetup } from "../adapters/setup-file/parse-setup.ts";
import { applySetup } from "../flows/apply-setup.ts";
import { type Command, UsageError } from "./command.ts";
import { withContext } from "./open-context.ts";
import { readArgs } from "./read-args.ts";

export const apply: Command = {
  name: "apply",
  usage: "<file.yaml> [--note <text>] [--author <name>] [--check]",
  summary: "Checks a setup as a whole and makes it live, all or nothing; with --check it changes nothing.",
  async run(args, io) {
    const { values, positionals } = readArgs(args, { note: "string", author: "string", check: "boolean" });
    const file = positionals[0];
    if (!file) throw new UsageError("Which file? handraise apply <file.yaml>");
    const parsed = parseSetup(await io.readText(file));
    if (!parsed.ok) {
      for (const { line, path, message } of parsed.problems) io.err(`${file}:${line}: ${path ? `${path}: ` : ""}${message}`);
      io.err(`${parsed.problems.length} problem(s); nothing was changed.`);
      return 1;
    }
    for (const { line, path, message } of parsed.warnings)
      io.err(`${file}:${line}: warning: ${path ? `${path}: ` : ""}${message}`);
    if (values.check) {
      io.out(
        `${file} is valid: ${parsed.setup.reps.length} reps, ${parsed.setup.pools.length} pools, ${parsed.setup.router.rules.length} rules.`,
      );
      return 0;
    }
    return withContext(io, async ({ world }) => {
      const author = values.author ?? io.env.USER ?? "operator";
      const { id, hash, changed } = await applySetup(world, { setup: parsed.setup, author, note: values.note ?? "" });
      io.out(changed ? `Live: version ${id} (${hash.slice(0, 12)}).` : `Already live: version ${id} (${hash.slice(0, 12)}).`);
      return 0;
    });
  },
};
