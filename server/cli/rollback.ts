import { rollBack } from "../flows/setup/publish-version.ts";
import { createLogger } from "../http/log.ts";
import type { Command } from "./command.ts";
import { openContext, withContext } from "./open-context.ts";
import { readOptions } from "./read-args.ts";

export const rollback: Command = {
  name: "rollback",
  usage: "[--note <text>] [--author <name>]",
  summary: "Makes the version live again that was live before the one of now, in one step.",
  async run(args, io) {
    const values = readOptions(args, { note: "string", author: "string" });
    return withContext(openContext(io, { logger: createLogger("silent") }), async ({ world }) => {
      const author = values.author ?? (io.env.USER || "operator");
      const { id, hash, guardChanges } = await rollBack(world, { author, note: values.note ?? "" });
      io.out(`Live: version ${id} (${hash.slice(0, 12)}).`);
      for (const line of guardChanges) io.out(`Guard ${line}.`);
      return 0;
    });
  },
};
