import { draftSetup } from "../flows/setup/draft-setup.ts";
import { createLogger } from "../http/log.ts";
import { type Command, UsageError } from "./command.ts";
import { openContext, withContext } from "./open-context.ts";
import { readArgs } from "./read-args.ts";
import { readSetupFile } from "./read-setup-file.ts";

export const draft: Command = {
  name: "draft",
  usage: "<file.yaml | -> [--note <text>] [--author <name>]",
  summary: "Keeps a setup as a version that is not live, to be tried with `route --version` and `backtest`, then published.",
  async run(args, io) {
    const { values, file } = readArgs(args, { note: "string", author: "string" });
    if (!file) throw new UsageError("Which file?");
    const setup = await readSetupFile(io, file);
    if (setup === null) return 1;
    return withContext(openContext(io, { logger: createLogger("silent") }), async ({ world }) => {
      const author = values.author ?? (io.env.USER || "operator");
      const { id, hash } = await draftSetup(world, { setup, author, note: values.note ?? "" });
      io.out(`Draft: version ${id} (${hash.slice(0, 12)}).`);
      return 0;
    });
  },
};
