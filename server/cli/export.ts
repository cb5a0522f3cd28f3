import { formatSetup } from "../adapters/setup-file/format-setup.ts";
import { AppError } from "../core/errors.ts";
import type { Command } from "./command.ts";
import { withContext } from "./open-context.ts";
import { readArgs } from "./read-args.ts";

export const exportSetup: Command = {
  name: "export",
  usage: "[--json]",
  summary: "Prints the live setup as YAML that `apply` takes, or as JSON.",
  async run(args, io) {
    const { values } = readArgs(args, { json: "boolean" });
    return withContext(io, async ({ world }) => {
      const live = world.state.setupOrNull();
      if (!live) throw new AppError("setup_missing");
      io.out(values.json ? JSON.stringify(live.setup, null, 2) : formatSetup(live.setup).trimEnd());
      return 0;
    });
  },
};
