import { publishVersion } from "../flows/setup/publish-version.ts";
import { createLogger } from "../http/log.ts";
import { type Command, UsageError } from "./command.ts";
import { openContext, withContext } from "./open-context.ts";
import { readArgs } from "./read-args.ts";
import { versionId } from "./version-id.ts";

export const publish: Command = {
  name: "publish",
  usage: "<version> [--note <text>] [--author <name>] [--force]",
  summary: "Makes a draft, or a version that was live before, the live one; running servers follow within seconds.",
  async run(args, io) {
    const { values, file } = readArgs(args, { note: "string", author: "string", force: "boolean" });
    if (!file) throw new UsageError("Which version?");
    const id = versionId(file);
    return withContext(openContext(io, { logger: createLogger("silent") }), async ({ world }) => {
      const author = values.author ?? (io.env.USER || "operator");
      const made = await publishVersion(world, { id, author, note: values.note ?? "", force: values.force ?? false });
      io.out(`${made.changed ? "Live" : "Already live"}: version ${made.id} (${made.hash.slice(0, 12)}).`);
      for (const line of made.guardChanges) io.out(`Guard ${line}.`);
      return 0;
    });
  },
};
