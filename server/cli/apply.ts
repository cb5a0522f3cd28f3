import { applySetup } from "../flows/setup/apply-setup.ts";
import { keepGuards } from "../flows/setup/keep-guards.ts";
import { createLogger } from "../http/log.ts";
import { type Command, UsageError } from "./command.ts";
import { openContext, withContext } from "./open-context.ts";
import { readArgs } from "./read-args.ts";
import { counted, readSetupFile } from "./read-setup-file.ts";

export const apply: Command = {
  name: "apply",
  usage: "<file.yaml | -> [--check] [--note <text>] [--author <name>] [--force]",
  summary: "Checks a setup as a whole and makes it live, all or nothing; running servers follow within seconds.",
  async run(args, io) {
    const { values, file } = readArgs(args, { note: "string", author: "string", check: "boolean", force: "boolean" });
    if (!file) throw new UsageError("Which file?");
    const setup = await readSetupFile(io, file);
    if (setup === null) return 1;
    if (values.check) {
      const parts = [counted(setup.reps.length, "rep"), counted(setup.pools.length, "pool")];
      io.out(`${file} is valid: ${parts.join(", ")}, ${counted(setup.router.rules.length, "rule")}.`);
      return 0;
    }
    return withContext(openContext(io, { logger: createLogger("silent") }), async ({ world }) => {
      const force = values.force ?? false;
      if (!force) await keepGuards(world, setup);
      const author = values.author ?? (io.env.USER || "operator");
      const { id, hash, changed, guardChanges } = await applySetup(world, { setup, author, note: values.note ?? "", force });
      io.out(`${changed ? "Live" : "Already live"}: version ${id} (${hash.slice(0, 12)}).`);
      for (const line of guardChanges) io.out(`Guard ${line}.`);
      return 0;
    });
  },
};
