import { once } from "node:events";
import { createServer, type Server, type ServerOptions, type ServerResponse } from "node:http";
import { constants } from "node:os";
import { setTimeout as pause } from "node:timers/promises";
import { getRequestListener } from "@hono/node-server";
import { createApp } from "./app.ts";
import type { AppContext } from "./context.ts";
import { isStreaming } from "./http/body-stream.ts";

/** A listening server; `stop` finishes what is in flight and closes everything. */
export interface RunningServer {
  readonly port: number;
  stop(): Promise<void>;
}

/** A connection that sends slowly holds nothing up for longer than this. */
const timeouts = { headersTimeout: 10_000, requestTimeout: 30_000, keepAliveTimeout: 65_000 };

/**
 * How long stopping may take, step by step: telling whoever has a connection to go elsewhere, finishing requests, finishing
 * jobs. Together they stay below the 20 s of `compose.yaml`.
 */
const graceMs = { notice: 1_000, requests: 10_000, jobs: 5_000 };

/** Closes each connection with the answer that it waits for, once `isLeaving`; `leave` tells those that wait already. */
function closingConnections(server: Server, isLeaving: () => boolean): { leave(): void } {
  const open = new Set<ServerResponse>();
  const close = (response: ServerResponse) => {
    if (!response.headersSent) response.setHeader("connection", "close");
  };
  server.prependListener("request", (_request, response: ServerResponse) => {
    open.add(response);
    response.once("close", () => open.delete(response));
    if (isLeaving()) close(response);
  });
  return {
    leave: () => open.forEach(close),
  };
}

const answers: Readonly<Record<string, string>> = {
  ERR_HTTP_REQUEST_TIMEOUT: "408 Request Timeout",
  HPE_HEADER_OVERFLOW: "431 Request Header Fields Too Large",
  HPE_CHUNK_EXTENSIONS_OVERFLOW: "413 Payload Too Large",
};

/** Node's own answers to what is no request, and to whoever takes too long; but a table of any size may take as long as it keeps coming. */
function sparingStreams(server: Server): void {
  server.on("clientError", (error: Error & { readonly code?: string }, socket) => {
    if (error.code === "ERR_HTTP_REQUEST_TIMEOUT" && isStreaming(socket)) return;
    if (socket.writable) socket.write(`HTTP/1.1 ${answers[error.code ?? ""] ?? "400 Bad Request"}\r\nConnection: close\r\n\r\n`);
    socket.destroy();
  });
}

const hasConnections = (server: Server) =>
  new Promise<boolean>((resolve) => server.getConnections((_error, count) => resolve(count > 0)));

/** Takes no more connections, and resolves when the last request has its answer or its time is over. */
async function closeServer(server: Server): Promise<void> {
  const closed = once(server, "close");
  server.close();
  const tooLong = setTimeout(() => server.closeAllConnections(), graceMs.requests);
  await closed;
  clearTimeout(tooLong);
}

/** A server that has just started answers first. */
const restMs = 250;

/** Listens and works until it is stopped. Rejects with the system's error when the port cannot be had. */
export async function startServer(context: AppContext, limits: ServerOptions = timeouts): Promise<RunningServer> {
  let stopping: Promise<void> | null = null;
  const isStopping = () => stopping !== null;
  const app = createApp(context, isStopping);
  const listener = getRequestListener(app.fetch);
  const server = createServer(limits, (request, response) => void listener(request, response));
  sparingStreams(server);
  const connections = closingConnections(server, isStopping);
  server.listen(context.config.port, context.config.host);
  await once(server, "listening");
  const rest = setTimeout(context.start, restMs);

  const stop = async () => {
    clearTimeout(rest);
    connections.leave();
    // A balancer learns by /readyz, a browser by `connection: close`, that this process is leaving, before it is gone.
    if (await hasConnections(server)) await pause(graceMs.notice);
    await closeServer(server);
    await context.stop(graceMs.jobs);
  };
  const address = server.address();
  return {
    port: typeof address === "object" && address !== null ? address.port : context.config.port,
    stop: () => (stopping ??= stop()),
  };
}

/**
 * Resolves at the first SIGTERM or SIGINT; the second ends the process at once. Handled by ourselves because the first
 * process of a container has no default for either.
 */
export function firstStopSignal(): Promise<"SIGTERM" | "SIGINT"> {
  return new Promise((resolve) => {
    let asked = false;
    for (const signal of ["SIGTERM", "SIGINT"] as const) {
      process.on(signal, () => {
        if (asked) process.exit(128 + constants.signals[signal]);
        asked = true;
        resolve(signal);
      });
    }
  });
}
