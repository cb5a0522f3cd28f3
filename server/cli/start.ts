import type { Command } from "./command.ts";
import { openContext } from "./open-context.ts";
import { readOptions } from "./read-args.ts";
import { serve } from "./serve.ts";

export const start: Command = {
  name: "start",
  usage: "",
  summary: "Runs the server until SIGTERM; requests in flight are finished and leases handed back.",
  run(args, io) {
    readOptions(args, {});
    return serve(
      () => openContext(io, { processMetrics: true }),
      ({ config, world }, port) => {
        io.out(`Handraise listens on http://${config.host}:${port} (visitors reach it as ${config.publicUrl}).`);
        if (!world.state.setupOrNull()) io.out("No setup was applied yet: run `npx handraise apply setup.yaml`.");
      },
    );
  },
};
