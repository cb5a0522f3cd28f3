import { startServer, stopOnSignals } from "../main.ts";
import type { Command } from "./command.ts";
import { openContext } from "./open-context.ts";

export const start: Command = {
  name: "start",
  usage: "",
  summary: "Runs the server, configured by the environment, until SIGTERM.",
  async run(_args, io) {
    const context = await openContext(io, { processMetrics: true });
    const server = await startServer(context);
    stopOnSignals(server, context);
    io.out(
      `Handraise listens on http://${context.config.host}:${server.port} (visitors reach it as ${context.config.publicUrl}).`,
    );
    if (!context.world.state.setupOrNull()) io.out("No setup was applied yet: run `npx handraise apply setup.yaml`.");
    return new Promise<number>(() => {});
  },
};
