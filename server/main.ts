import { serve } from "@hono/node-server";
import { createApp } from "./app.ts";
import type { AppContext } from "./context.ts";

/** A listening server; `stop` finishes what is in flight and closes everything. */
export interface RunningServer {
  readonly port: number;
  stop(): Promise<void>;
}

/** A connection that sends slowly holds nothing up for longer than this. */
const timeouts = { headersTimeout: 10_000, requestTimeout: 30_000, keepAliveTimeout: 65_000 };

/** How long requests in flight may take once the server was told to stop. */
const graceMs = 10_000;

/** Listens and works until it is stopped. */
export async function startServer(context: AppContext): Promise<RunningServer> {
  let stopping = false;
  const app = await createApp(context, () => stopping);
  const { config } = context;
  const listening = Promise.withResolvers<number>();
  const server = serve({ fetch: app.fetch, port: config.port, hostname: config.host, serverOptions: timeouts }, (info) =>
    listening.resolve(info.port),
  );
  server.once("error", listening.reject);
  const port = await listening.promise;
  context.start();
  return {
    port,
    async stop() {
      if (stopping) return;
      stopping = true;
      const closed = Promise.withResolvers<void>();
      server.close(() => closed.resolve());
      if ("closeIdleConnections" in server) server.closeIdleConnections();
      const grace = setTimeout(() => "closeAllConnections" in server && server.closeAllConnections(), graceMs);
      await closed.promise;
      clearTimeout(grace);
      await context.stop();
    },
  };
}

/** Stops the server at SIGTERM and SIGINT, and ends the process when that is done. */
export function stopOnSignals(server: RunningServer, context: AppContext): void {
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    process.once(signal, () => {
      context.logger.info({ signal }, "stopping");
      server.stop().then(
        () => process.exit(0),
        (error: unknown) => {
          context.logger.error({ err: error }, "could not stop cleanly");
          process.exit(1);
        },
      );
    });
  }
}
